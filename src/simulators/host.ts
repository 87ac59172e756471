// SPDX-License-Identifier: Apache-2.0
/** Runs the measuring program as a process of this machine: outputs and layer hashes, no instruction counts. */
import { resolve } from "node:path";
import { commandLine } from "../toolchain/exec.js";
import { type RunOptions, type RunResult, harnessParameters, runHarness } from "./simulator.js";

/** Runs a program that compileHost made; throws TG6001 or TG6002. */
export async function runHost(program: string, options: RunOptions): Promise<RunResult> {
  const file = resolve(program);
  const args = [harnessParameters(options)];
  const report = await runHarness({ file, packages: [], purpose: "the compiled model" }, args, options);
  return {
    ...report,
    simulator: { kind: "host", machine: "host", version: "none" },
    command: commandLine({ file, args }),
  };
}
