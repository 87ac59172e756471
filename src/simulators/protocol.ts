// SPDX-License-Identifier: Apache-2.0
/**
 * The text protocol of the measuring program (templates/harness/harness.c), version 1, parsed strictly. Lines that begin
 * with "log " come from a runtime inside the firmware (tflm_support.cc); they may stand anywhere and explain failures.
 */
import { assertNever } from "../util/assert-never.js";
import type { Bytes } from "../util/branded.js";

export interface ReportedOutput {
  readonly t: number;
  readonly bytes: Bytes;
  readonly fnv1a32: string;
}

export interface ReportedInvocation {
  /** Counted from 1. */
  readonly k: number;
  /** Exact, or null where nothing counts. */
  readonly instructions: number | null;
  readonly outputs: readonly ReportedOutput[];
}

export interface ReportedLayer {
  readonly k: number;
  readonly node: number;
  readonly instructions: number | null;
}

/** One output tensor of one node, hashed right after the node ran. */
export interface ReportedTrace {
  readonly k: number;
  readonly node: number;
  readonly index: number;
  readonly bytes: Bytes;
  readonly fnv1a32: string;
}

export interface ReportedArena {
  readonly planned: Bytes;
  /** End of the last byte within the plan that was written. */
  readonly touchedEnd: Bytes;
  /** Bytes within the plan that no longer hold the fill pattern. */
  readonly touched: Bytes;
  /** Bytes behind the plan that were written: 0 unless something is wrong. */
  readonly beyond: Bytes;
}

export interface ReportedStack {
  readonly size: Bytes;
  /** Deepest use by model_init and model_invoke. */
  readonly model: Bytes;
  /** The same from the top of the stack, with the frames of the measuring program. */
  readonly total: Bytes;
}

export interface HarnessReport {
  readonly invocations: readonly ReportedInvocation[];
  readonly layers: readonly ReportedLayer[];
  readonly traces: readonly ReportedTrace[];
  readonly arena: ReportedArena;
  /** Null where the stack is not watched, as on the host. */
  readonly stack: ReportedStack | null;
}

/** Either a whole report or what is wrong with the text. */
export type ParsedReport = { readonly report: HarnessReport } | { readonly problem: string };

/** Lines of a runtime's log that a message shows, and the length of each. */
const LOG_LINES = 6;
const MAX_LOG_LINE = 200;

type Field = "decimal" | "count" | "hash";
const LINES = {
  "tinygen-harness": ["decimal"],
  invoke: ["decimal", "count"],
  output: ["decimal", "decimal", "decimal", "hash"],
  arena: ["decimal", "decimal", "decimal", "decimal"],
  stack: ["decimal", "decimal", "decimal"],
  layer: ["decimal", "decimal", "count"],
  trace: ["decimal", "decimal", "decimal", "decimal", "hash"],
  end: [],
} as const satisfies Record<string, readonly Field[]>;
type Keyword = keyof typeof LINES;

interface Line {
  readonly keyword: Keyword;
  readonly numbers: readonly number[];
  readonly count: number | null;
  readonly hash: string;
}

// What may follow what; anything else is not a report of this program.
const FOLLOWS: Readonly<Record<Keyword, readonly Keyword[]>> = {
  "tinygen-harness": ["invoke", "arena"],
  invoke: ["output"],
  output: ["output", "invoke", "arena"],
  arena: ["stack", "layer", "trace", "end"],
  stack: ["layer", "trace", "end"],
  layer: ["layer", "trace", "end"],
  trace: ["layer", "trace", "end"],
  end: [],
};

/** Parses the standard output of a run; the text comes from outside and may be anything. */
export function parseReport(text: string): ParsedReport {
  const building = {
    invocations: [] as { k: number; instructions: number | null; outputs: ReportedOutput[] }[],
    layers: [] as ReportedLayer[],
    traces: [] as ReportedTrace[],
    arena: undefined as ReportedArena | undefined,
    stack: null as ReportedStack | null,
  };
  let previous: Keyword | undefined;
  const log: string[] = [];
  for (const source of text.split(/\r?\n/)) {
    if (source === "") continue;
    if (source.startsWith("log ")) {
      log.push(source.slice("log ".length, MAX_LOG_LINE));
      continue;
    }
    const special = describeFailure(source);
    if (special !== undefined) return { problem: withLog(special, log) };
    const line = parseLine(source);
    if (line === undefined) return { problem: `unexpected line: ${source.slice(0, 200)}` };
    const allowed = previous === undefined ? ["tinygen-harness"] : FOLLOWS[previous];
    if (!(allowed as readonly string[]).includes(line.keyword)) {
      return { problem: `unexpected line after ${previous ?? "the start"}: ${source.slice(0, 200)}` };
    }
    const [a = 0, b = 0, c = 0, d = 0] = line.numbers;
    const invocation = building.invocations.at(-1);
    switch (line.keyword) {
      case "tinygen-harness":
        if (a !== 1) return { problem: `the report has version ${a}, this tinygen reads version 1` };
        break;
      case "invoke":
        if (a !== building.invocations.length + 1) return { problem: `invocation ${a} is out of order` };
        building.invocations.push({ k: a, instructions: line.count, outputs: [] });
        break;
      case "output":
        if (a !== invocation?.k || b !== invocation.outputs.length) return { problem: `output ${b} is out of order` };
        invocation.outputs.push({ t: b, bytes: c, fnv1a32: line.hash });
        break;
      case "arena":
        building.arena = { planned: a, touchedEnd: b, touched: c, beyond: d };
        break;
      case "stack":
        building.stack = { size: a, model: b, total: c };
        break;
      case "layer":
        building.layers.push({ k: a, node: b, instructions: line.count });
        break;
      case "trace":
        building.traces.push({ k: a, node: b, index: c, bytes: d, fnv1a32: line.hash });
        break;
      case "end":
        break;
      default:
        return assertNever(line.keyword);
    }
    previous = line.keyword;
  }
  const { arena } = building;
  if (previous !== "end" || arena === undefined) {
    const problem = previous === undefined ? "there was no report" : `the report ends after a line ${previous}`;
    return { problem: withLog(problem, log) };
  }
  return { report: { ...building, arena } };
}

// What a runtime inside the firmware had to say; only the last lines belong to the failure.
function withLog(problem: string, log: readonly string[]): string {
  const last = log.slice(-LOG_LINES).map((line) => line.replace(/[^\x20-\x7e]/g, "?"));
  return [problem, ...last.map((line) => `  firmware: ${line}`)].join("\n");
}

// Lines with which the program itself says that it failed.
function describeFailure(line: string): string | undefined {
  const fault = /^fault ([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9a-f]{8})$/.exec(line);
  if (fault !== null) {
    const [, cause, address, detail] = fault;
    // The harness reports address 0 when the core could not save its state.
    const place = Number(`0x${address}`) === 0 ? "after the stack overflowed" : `at address 0x${address}`;
    return `the firmware hit a fault: cause ${Number(`0x${cause}`)} ${place}, detail 0x${detail}`;
  }
  const error = /^error ([a-z]+) ([0-9]{1,10}) ([0-9]{1,10})$/.exec(line);
  if (error === null) return undefined;
  const [, what = "", a = "", b = ""] = error;
  const causes: Readonly<Record<string, string>> = {
    parameters: "the firmware got no parameters from the simulator",
    init: `model_init returned ${Number(a) | 0}`,
    invoke: `model_invoke returned ${Number(b) | 0} in invocation ${a}`,
    input: `in_${a}_${b}.bin is missing or has the wrong size`,
    output: `out_${a}_${b}.bin cannot be written`,
    stack: `the stack overflowed in ${a === "0" ? "model_init" : `invocation ${a}`}`,
  };
  return causes[what];
}

function parseLine(text: string): Line | undefined {
  const [keyword = "", ...words] = text.split(" ");
  if (!Object.hasOwn(LINES, keyword)) return undefined;
  const fields: readonly Field[] = LINES[keyword as Keyword];
  if (words.length !== fields.length) return undefined;
  const numbers: number[] = [];
  let count: number | null = null;
  let hash = "";
  for (const [index, field] of fields.entries()) {
    const word = words[index] ?? "";
    if (!PATTERNS[field].test(word)) return undefined;
    if (field === "decimal") numbers.push(Number(word));
    else if (field === "hash") hash = word;
    else count = word === "-" ? null : Number(`0x${word}`);
  }
  if (numbers.some((number) => number > 0xffffffff) || (count ?? 0) > Number.MAX_SAFE_INTEGER) return undefined;
  return { keyword: keyword as Keyword, numbers, count, hash };
}

const PATTERNS: Readonly<Record<Field, RegExp>> = {
  decimal: /^(0|[1-9][0-9]{0,9})$/,
  count: /^([0-9a-f]{16}|-)$/,
  hash: /^[0-9a-f]{8}$/,
};
