// SPDX-License-Identifier: Apache-2.0
/** Test suites: "node" needs nothing but Node, "cli" the package as npm packs it, "firmware" compilers and QEMU, "matrix" also PlatformIO. */
import { defineConfig } from "vitest/config";

/** Boards × frameworks × build systems, and every kernel at every overlap: minutes each, so `npm test` leaves them out. */
const MATRIX = [
  "test/firmware/{boards,examples,half-turn,harness,libraries,platformio,profile,renode}.test.ts",
  "test/firmware/tflm*.test.ts",
  "test/differential/overlap.test.ts",
];

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
          exclude: [...MATRIX, "**/node_modules/**"],
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "matrix",
          include: MATRIX,
          testTimeout: 900_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
