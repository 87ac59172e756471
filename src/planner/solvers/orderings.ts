// SPDX-License-Identifier: Apache-2.0
/** Orders in which greedy placement and the search try buffers. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Section } from "./sections.js";
import type { Buffer } from "../problem.js";

/** By buffer; larger first. */
type Measure = Float64Array;

/**
 * Permutations of the buffers: by size, by size times lifetime, by lifetime, by the load of their fullest section,
 * by start; larger first, ties by further measures and finally by index. MiniMalloc searches with similar ones.
 */
export function standardOrders(
  buffers: readonly Buffer[],
  sections: readonly Section[],
): readonly (readonly number[])[] {
  const measure = (of: (buffer: Buffer) => number): Measure => Float64Array.from(buffers, of);
  const total = fullestSection(buffers.length, sections);
  const width = measure(({ live }) => live.end - live.start);
  const size = measure((buffer) => buffer.size);
  const area = measure(({ live, size: bytes }) => (live.end - live.start) * bytes);
  const late = measure(({ live }) => live.end);
  const by = (...measures: readonly Measure[]): number[] => sortBy(buffers.length, measures);
  return [
    by(total, area, width),
    by(width, area, total),
    by(total, width, area),
    by(area, total),
    by(size, width),
    orderByStart(buffers),
    by(late, size),
  ];
}

/** By start, and larger ones first where several start together: the order in which a program needs them. */
export function orderByStart(buffers: readonly Buffer[]): readonly number[] {
  const early = Float64Array.from(buffers, ({ live }) => -live.start);
  const size = Float64Array.from(buffers, (buffer) => buffer.size);
  return sortBy(buffers.length, [early, size]);
}

/** The same buffers by rising `placeOf`, which is told each one's position. */
export function reordered(order: readonly number[], placeOf: (buffer: number, position: number) => number): number[] {
  const moved = order.map((buffer, position) => ({ buffer, at: placeOf(buffer, position) }));
  return moved.sort((a, b) => a.at - b.at).map(({ buffer }) => buffer);
}

function sortBy(count: number, measures: readonly Measure[]): number[] {
  const compare = (a: number, b: number): number => {
    for (const measure of measures) if (measure[a] !== measure[b]) return measure[b]! - measure[a]!;
    return a - b;
  };
  return Array.from({ length: count }, (_, i) => i).sort(compare);
}

function fullestSection(count: number, sections: readonly Section[]): Float64Array {
  const load = new Float64Array(count);
  for (const { members, weights } of sections) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const i of members) load[i] = Math.max(load[i]!, total);
  }
  return load;
}
