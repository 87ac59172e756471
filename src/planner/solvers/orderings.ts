// SPDX-License-Identifier: Apache-2.0
/** Orders in which greedy placement and the search try buffers. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Section } from "./sections.js";
import type { Buffer } from "../problem.js";

type Measure = (buffer: Buffer) => number;

/**
 * Permutations of the buffers: by size, by size times lifetime, by lifetime, by the load of their fullest section,
 * by start; larger first, ties by further measures and finally by index. MiniMalloc searches with similar ones.
 */
export function standardOrders(
  buffers: readonly Buffer[],
  sections: readonly Section[],
): readonly (readonly number[])[] {
  const load = fullestSection(buffers.length, sections);
  const total: Measure = ({ id }) => load[id] ?? 0;
  const width: Measure = ({ live }) => live.end - live.start;
  const size: Measure = (buffer) => buffer.size;
  const area: Measure = (buffer) => width(buffer) * size(buffer);
  const early: Measure = ({ live }) => -live.start;
  const late: Measure = ({ live }) => live.end;
  const orders: readonly (readonly Measure[])[] = [
    [total, area, width],
    [width, area, total],
    [total, width, area],
    [area, total],
    [size, width],
    [early, size],
    [late, size],
  ];
  return orders.map((measures) => sortBy(buffers, measures));
}

function sortBy(buffers: readonly Buffer[], measures: readonly Measure[]): number[] {
  const keys = buffers.map((buffer) => measures.map((measure) => measure(buffer)));
  const compare = (a: number, b: number): number => {
    const keysOfA = keys[a] ?? [];
    const keysOfB = keys[b] ?? [];
    const at = keysOfA.findIndex((key, i) => key !== keysOfB[i]);
    return at === -1 ? a - b : (keysOfB[at] ?? 0) - (keysOfA[at] ?? 0);
  };
  return buffers.map((_, i) => i).sort(compare);
}

function fullestSection(count: number, sections: readonly Section[]): Float64Array {
  const load = new Float64Array(count);
  for (const { members, weights } of sections) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const i of members) load[i] = Math.max(load[i]!, total);
  }
  return load;
}
