// SPDX-License-Identifier: Apache-2.0
/** The arena over time as text: one row of bars per slice of memory, time from left to right. */
import type { ArenaPlan } from "../planner/plan.js";
import { groupDigits } from "../util/text.js";
import { singleLine } from "../util/untrusted.js";

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const MAX_COLUMNS = 64;
const NODE_AXIS = { name: (time: number): string => `node ${time}` };

export interface MapOptions {
  /** Rows of the picture. */
  readonly rows?: number;
  /** What the first and the last moment are called; default: nodes. */
  readonly axis?: { readonly name: (time: number) => string };
}

/** What a picture needs of a plan. */
export type MappedPlan = Pick<ArenaPlan, "problem" | "placement" | "bytes">;

/** Lines of a picture in which each letter is a buffer, "·" is free; the legend names the largest buffers. */
export function memoryMap(plan: MappedPlan, { rows = 8, axis = NODE_AXIS }: MapOptions = {}): string[] {
  const { buffers } = plan.problem;
  const begin = buffers.reduce((first, { live }) => Math.min(first, live.start), Infinity);
  const last = buffers.reduce((latest, { live }) => Math.max(latest, live.end), 1);
  const end = Math.max(1, last - begin);
  if (plan.bytes === 0) return [];
  const columns = Math.min(MAX_COLUMNS, end * Math.max(1, Math.floor(48 / end)));
  const picture: string[] = [];
  for (let row = rows - 1; row >= 0; row--) {
    const address = ((row + 0.5) * plan.bytes) / rows;
    let line = "";
    for (let column = 0; column < columns; column++) {
      const time = begin + Math.floor((column * end) / columns);
      const index = buffers.findIndex((buffer, i) => {
        const offset = plan.placement.offsets[i] ?? 0;
        const alive = buffer.live.start <= time && time < buffer.live.end;
        return alive && offset <= address && address < offset + buffer.size;
      });
      line += index < 0 ? "·" : (LETTERS[index % LETTERS.length] ?? "?");
    }
    const label = groupDigits(Math.round(((row + 1) * plan.bytes) / rows));
    picture.push(`${label.padStart(9)} │${line}│`);
  }
  picture.push(`${" ".repeat(10)}└${"─".repeat(columns)}┘`);
  const [from, to] = [axis.name(begin), axis.name(last - 1)];
  picture.push(`${" ".repeat(11)}${from}${to.padStart(Math.max(to.length + 2, columns - from.length))}`);
  return [...picture, ...legend(plan)];
}

function legend(plan: MappedPlan): string[] {
  const largest = plan.problem.buffers.toSorted((a, b) => b.size - a.size || a.id - b.id).slice(0, 4);
  return largest.map((buffer) => {
    const letter = LETTERS[buffer.id % LETTERS.length] ?? "?";
    const offset = groupDigits(plan.placement.offsets[buffer.id] ?? 0);
    return `  ${letter}  ${groupDigits(buffer.size).padStart(9)} B at ${offset.padStart(9)}  ${singleLine(buffer.label.slice(0, 60))}`;
  });
}
