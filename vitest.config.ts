import { defineConfig } from "vitest/config";

// Two suites: "node" needs nothing but Node; "firmware" needs compilers and QEMU.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["test/firmware/**", "test/differential/**", "**/node_modules/**"],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "firmware",
          include: ["test/firmware/**/*.test.ts", "test/differential/**/*.test.ts"],
          testTimeout: 600_000,
        },
      },
    ],
  },
});
