// SPDX-License-Identifier: Apache-2.0
/** The output of the counting plugin (templates/qemu-plugin/profile_plugin.c), parsed strictly. */
import { assertNever } from "../util/assert-never.js";

/** How often one instruction ran, and how often control did not go on behind it. */
export interface InstructionCount {
  readonly address: number;
  readonly count: number;
  readonly taken: number;
}

/** Memory accesses of a segment, by the kind of the board's region; exact. */
export interface AccessCounts {
  readonly loads: { readonly flash: number; readonly ram: number; readonly other: number };
  readonly stores: { readonly flash: number; readonly ram: number; readonly other: number };
}

/** All that ran between a measuring function's call and its return. */
export interface CountedSegment extends AccessCounts {
  readonly kind: "invoke" | "node";
  /** Address of the first instruction. */
  readonly entry: number;
  readonly instructions: readonly InstructionCount[];
}

/** The segments in order, or undefined when the text is not whole. */
export function parseCounts(text: string): CountedSegment[] | undefined {
  const segments: CountedSegment[] = [];
  let kind: CountedSegment["kind"] | undefined;
  let entry = 0;
  let instructions: InstructionCount[] = [];
  let accesses: AccessCounts | undefined;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const word = /^(segment|i|m|end)(?= |$)/.exec(line)?.[1] as "segment" | "i" | "m" | "end" | undefined;
    if (word === undefined) return undefined;
    switch (word) {
      case "segment": {
        const [, name, address = ""] = /^segment (invoke|node) ([0-9a-f]+)$/.exec(line) ?? [];
        if (name === undefined || kind !== undefined) return undefined;
        kind = name as CountedSegment["kind"];
        entry = Number.parseInt(address, 16);
        instructions = [];
        accesses = undefined;
        break;
      }
      case "i": {
        const [, address, count, taken] = /^i ([0-9a-f]+) ([0-9]+) ([0-9]+)$/.exec(line) ?? [];
        if (address === undefined || kind === undefined) return undefined;
        instructions.push({ address: Number.parseInt(address, 16), count: Number(count), taken: Number(taken) });
        break;
      }
      case "m": {
        const numbers = line.slice(2).split(" ").map(Number);
        if (numbers.length !== 6 || !numbers.every(Number.isSafeInteger)) return undefined;
        const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
        accesses = { loads: { flash: a, ram: c, other: e }, stores: { flash: b, ram: d, other: f } };
        break;
      }
      case "end":
        if (kind === undefined || accesses === undefined) return undefined;
        segments.push({ kind, entry, instructions, ...accesses });
        kind = undefined;
        break;
      default:
        return assertNever(word);
    }
  }
  return segments;
}

/** Instructions of a segment. */
export function instructionTotal({ instructions }: Pick<CountedSegment, "instructions">): number {
  return instructions.reduce((sum, { count }) => sum + count, 0);
}
