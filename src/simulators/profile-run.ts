// SPDX-License-Identifier: Apache-2.0
/** Runs the measuring program once more in QEMU with the counting plugin: every instruction and every access. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Board, Target } from "../targets/board.js";
import { readElf, type ElfSymbol } from "../toolchain/elf-size.js";
import { exec, lastLines } from "../toolchain/exec.js";
import { probe } from "../toolchain/tools.js";
import { compilePlugin } from "../toolchain/plugin.js";
import { type CountedSegment, parseCounts } from "./profile-counts.js";
import { machineArguments, requireSimulator } from "./qemu.js";
import { DEFAULT_TIMEOUT_MS, harnessParameters } from "./simulator.js";

export interface ProfileRunOptions {
  /** Folder of `in_1_T.bin`; the plugin is built there. */
  readonly cwd: string;
  readonly inputs: "files" | "pattern";
  /** Path of the plugin's C source. */
  readonly pluginSource: string;
  readonly timeoutMs?: number;
}

export interface ProfileCounts {
  /** The first invocation. */
  readonly invoke: CountedSegment;
  /** The nodes of the first invocation, in the harness's order. */
  readonly nodes: readonly CountedSegment[];
}

/** Either counts or the reason why there are none; a missing compiler or plugin interface is no failure. */
export type ProfileRun = { readonly counts: ProfileCounts } | { readonly unavailable: string };

const COUNTS = "profile-counts.txt";
const PLUGIN = "profile-plugin.so";
/** The measuring program's own calls, which the plugin sees as well (templates/harness/measure.c). */
const OWN_CALLS: readonly string[] = ["empty_invoke", "empty_node"];
/** How the plugin tells the length of an instruction from its first bytes, where it has to. */
const ISA_SETTINGS: Readonly<Partial<Record<Target["arch"], readonly string[]>>> = {
  arm: ["isa=thumb"],
  riscv: ["isa=riscv"],
};
/** QEMU 9 took the plugin interface before version 2 away; what else the plugin uses is the same in all versions. */
const SECOND_INTERFACE = 9;

/** Counts invocation 1 and its nodes; throws TG6003 for a board without a simulator only. */
export async function profileRun(elf: string, board: Board, options: ProfileRunOptions): Promise<ProfileRun> {
  const { machine, tool } = requireSimulator(board);
  const version = await probe(tool);
  if (version === undefined) return { unavailable: `${tool.file} is not on the PATH` };
  const api = Number.parseInt(version.version, 10) >= SECOND_INTERFACE ? 2 : 1;
  const { cwd } = options;
  const plugin = await compilePlugin({ source: options.pluginSource, out: join(cwd, PLUGIN), api });
  if ("unavailable" in plugin) return plugin;
  const { symbols } = readElf(readFileSync(elf));
  const settings = pluginSettings(symbols, board);
  if (settings === undefined) return { unavailable: "the program has no symbols of the measuring functions" };

  const counts = join(cwd, COUNTS);
  rmSync(counts, { force: true });
  const parameters = harnessParameters({ ...options, invocations: 1, layers: true });
  const args = [
    ...machineArguments(resolve(elf), machine, parameters),
    // Relative, because a comma in a path would end the option's value.
    ...["-plugin", [`./${PLUGIN}`, `out=${COUNTS}`, ...settings].join(",")],
  ];
  const result = await exec({ file: tool.file, args, cwd, timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS });
  if (result.end !== "exited" || result.exitCode !== 0) {
    const how = result.end === "exited" ? `ended with ${result.exitCode}` : `was ${result.end}`;
    return { unavailable: `QEMU with the counting plugin ${how}: ${lastLines(result.stderr, 2)}` };
  }
  const segments = existsSync(counts) ? parseCounts(readFileSync(counts, "latin1")) : undefined;
  const measured = segments === undefined ? [] : ofTheModel(segments, symbols);
  const invoke = measured.find(({ kind }) => kind === "invoke");
  if (invoke === undefined) return { unavailable: "the counting plugin wrote no whole result" };
  return { counts: { invoke, nodes: measured.filter(({ kind }) => kind === "node") } };
}

function pluginSettings(symbols: readonly ElfSymbol[], board: Board): string[] | undefined {
  const range = (start: number, size: number): string => `${start.toString(16)}:${size.toString(16)}`;
  const functions = { invoke: "measure_invoke", node: "measure_node", skip: "counter_take" };
  const named = Object.entries(functions).map(([key, name]) => {
    const symbol = symbols.find((entry) => entry.name === name);
    return symbol === undefined ? undefined : `${key}=${range(withoutThumb(symbol, board), symbol.size)}`;
  });
  if (named.includes(undefined)) return undefined;
  const regions = board.regions.map(({ kind, origin, size }) => `${kind}=${range(origin, size)}`);
  return [...named.filter((text) => text !== undefined), ...(ISA_SETTINGS[board.target.arch] ?? []), ...regions];
}

// Bit 0 of a function's address says Thumb.
function withoutThumb({ address }: ElfSymbol, board: Board): number {
  return board.target.arch === "arm" ? address - (address % 2) : address;
}

/**
 * A segment begins wherever control leaves a measuring function, also when that function returns. A call begins at the
 * first instruction of a function, and the calls of the empty functions are the harness's own.
 */
function ofTheModel(segments: readonly CountedSegment[], symbols: readonly ElfSymbol[]): CountedSegment[] {
  const starts = new Map(
    symbols.filter(({ size }) => size > 0).map(({ address, name }) => [address - (address % 2), name]),
  );
  return segments.filter(({ entry }) => {
    const name = starts.get(entry);
    return name !== undefined && !OWN_CALLS.includes(name);
  });
}
