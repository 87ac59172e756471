// SPDX-License-Identifier: Apache-2.0
/** Is PlatformIO there, with its build tool? Says aloud what is missing, and fails instead of skipping in CI. */
import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { missingPackages } from "../../src/toolchain/platformio.js";

/** Where PlatformIO keeps its packages. */
export const CORE_DIR = process.env["PLATFORMIO_CORE_DIR"] ?? join(homedir(), ".platformio");

const SETTINGS = {
  PLATFORMIO_SETTING_ENABLE_TELEMETRY: "no",
  PLATFORMIO_SETTING_CHECK_PLATFORMIO_INTERVAL: "9999",
  PLATFORMIO_NO_ANSI: "1",
};

export interface PioResult {
  readonly status: number | null;
  readonly output: string;
}

/** Runs pio in a folder; a run that waits for the network is killed. */
export function pio(cwd: string, args: readonly string[], timeout = 240_000): PioResult {
  const result = spawnSync("pio", args, { cwd, env: { ...process.env, ...SETTINGS }, encoding: "utf8", timeout });
  return { status: result.status, output: `${result.stdout}\n${result.stderr}` };
}

/** True when PlatformIO or its build tool is missing; throws then when the environment variable CI is set. */
export function missingPlatformIo(): boolean {
  const version = spawnSync("pio", ["--version"], { env: { ...process.env, ...SETTINGS }, encoding: "utf8" });
  const missing =
    version.status === 0
      ? missingPackages({ coreDir: CORE_DIR, project: ".", environment: "" })?.what
      : "pio is not on the PATH";
  if (missing === undefined) return false;
  const reason = `PlatformIO: ${missing}; test/firmware/install-platformio.sh FOLDER installs it from PyPI`;
  if (process.env["CI"] !== undefined) throw new Error(reason);
  console.warn(`skipped: ${reason}`);
  return true;
}
