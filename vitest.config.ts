// SPDX-License-Identifier: Apache-2.0
/** Test suites: "node" needs nothing but Node, "cli" the package as npm packs it, "firmware" compilers and QEMU. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    reporters: ["default", "./test/support/summary-reporter.ts"],
    projects: [
      {
        test: {
          name: "node",
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["test/firmware/**", "test/differential/**", "test/cli/**", "**/node_modules/**"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "cli",
          include: ["test/cli/**/*.test.ts"],
          globalSetup: ["./test/support/install-package.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "firmware",
          include: ["test/firmware/**/*.test.ts", "test/differential/**/*.test.ts"],
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
