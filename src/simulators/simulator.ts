// SPDX-License-Identifier: Apache-2.0
/** What a run asks for and gives back, the same for every simulator and for the host. */
import { fail } from "../diagnostics/tinygen-error.js";
import { type Command, commandLine, exec, lastLines } from "../toolchain/exec.js";
import { type Tool, missingTool } from "../toolchain/tools.js";
import { type HarnessReport, parseReport } from "./protocol.js";

export interface RunOptions {
  /** Folder of `in_K_T.bin` and `out_K_T.bin`. */
  readonly cwd: string;
  /** How often the model runs, one instance without a reset. */
  readonly invocations: number;
  /** "files" reads in_K_T.bin; "pattern" is xorshift32 from seed 1, the same bytes for every invocation. */
  readonly inputs: "files" | "pattern";
  /** Writes out_K_T.bin. */
  readonly writeOutputs?: boolean;
  /** Replays everything node by node and counts each node. */
  readonly layers?: boolean;
  /** In that replay, hashes what each node wrote. */
  readonly layerHashes?: boolean;
  /**
   * Fills the arena with 0xA5 before the inputs of each invocation are written, so that nothing that an earlier one
   * left there can count. For libraries that keep nothing in the arena between invocations.
   */
  readonly poison?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface RunResult extends HarnessReport {
  readonly simulator: { readonly kind: "qemu" | "renode" | "host"; readonly machine: string; readonly version: string };
  /** The command that ran, for a shell in `cwd`. */
  readonly command: string;
}

export const DEFAULT_TIMEOUT_MS = 300_000;

/** The one word that the measuring program takes: a number of invocations and letters for what is wanted. */
export function harnessParameters(options: RunOptions): string {
  const letters: readonly (readonly [string, boolean | undefined])[] = [
    ["f", options.inputs === "files"],
    ["o", options.writeOutputs],
    ["l", options.layers],
    ["h", options.layerHashes],
    ["p", options.poison],
  ];
  return `${options.invocations}${letters.map(([letter, wanted]) => (wanted === true ? letter : "")).join("")}`;
}

/** Runs a command that prints a harness report; throws TG5001, TG6001 or TG6002. */
export async function runHarness(tool: Tool, args: readonly string[], options: RunOptions): Promise<HarnessReport> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const command: Command = {
    file: tool.file,
    args,
    cwd: options.cwd,
    timeoutMs,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  const result = await exec(command);
  const hint = `the command was: ${commandLine(command)}`;
  if (result.end === "missing") missingTool(tool);
  if (result.end === "timed-out") {
    const last = lastLines(result.stdout, 3);
    const progress = last === "" ? "it had printed nothing" : `its last lines were:\n${last}`;
    fail("TG6002", `the run was killed after ${timeoutMs / 1000} s; ${progress}`, hint);
  }
  const parsed = parseReport(result.stdout);
  if ("problem" in parsed) {
    const tail = lastLines(`${result.stdout}\n${result.stderr}`, 10);
    fail("TG6001", `${parsed.problem}${tail === "" ? "" : `\n${tail}`}`, hint);
  }
  if (result.end !== "exited" || result.exitCode !== 0) {
    const how = result.end === "exited" ? `ended with ${result.exitCode}` : `was ${result.end}`;
    fail("TG6001", `${tool.file} ${how}\n${lastLines(result.stderr, 10)}`, hint);
  }
  const ran = parsed.report.invocations.length;
  if (ran !== options.invocations) fail("TG6001", `${ran} of ${options.invocations} invocations were reported`, hint);
  return parsed.report;
}
