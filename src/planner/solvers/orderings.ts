// SPDX-License-Identifier: Apache-2.0
/** Orders in which greedy placement and the search try buffers. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import { FREE, type FlatProblem, type Numbers } from "./flat-problem.js";
import type { Sections } from "./sections.js";

/** By buffer; larger first. */
type Measure = Numbers;

/**
 * Permutations of the buffers that are not pinned: by size, by size times lifetime, by lifetime, by the load of their
 * fullest section, by start; larger first, ties by further measures and finally by index. MiniMalloc searches with
 * similar ones.
 */
export function standardOrders(flat: FlatProblem, sections: Sections): readonly (readonly number[])[] {
  const { count, size, start, end } = flat;
  const total = fullestSection(count, sections);
  const width = Float64Array.from(end, (time, i) => time - start[i]!);
  const area = width.map((time, i) => time * size[i]!);
  const by = (...measures: readonly Measure[]): number[] => sortBy(flat, measures);
  return [
    by(total, area, width),
    by(width, area, total),
    by(total, width, area),
    by(area, total),
    by(size, width),
    orderByStart(flat),
    by(end, size),
  ];
}

/**
 * Permutations of the buffers that are not pinned, which go through time: forwards and backwards, by start and by end, and
 * from the fullest section outwards; larger ones first where they tie. What they place next mostly touches what they have
 * just placed.
 */
export function timeOrders(flat: FlatProblem, sections: Sections): readonly (readonly number[])[] {
  const { count, size, start, end } = flat;
  const by = (measure: Measure): readonly number[] => sortBy(flat, [measure, size]);
  const outwards = distanceFromFullest(count, sections);
  return [orderByStart(flat), by(start), by(end), by(negative(end)), by(negative(outwards))];
}

/** By start, and larger ones first where several start together: the order in which a program needs them. */
export function orderByStart(flat: FlatProblem): readonly number[] {
  return sortBy(flat, [negative(flat.start), flat.size]);
}

/** The last to end first, and larger ones first where several end together. */
export function orderByEnd(flat: FlatProblem): readonly number[] {
  return sortBy(flat, [flat.end, flat.size]);
}

/** The same buffers by rising `placeOf`, which is told each one's position. */
export function reordered(order: readonly number[], placeOf: (buffer: number, position: number) => number): number[] {
  const place = new Float64Array(order.length);
  const positions = order.map((buffer, position) => {
    place[position] = placeOf(buffer, position);
    return position;
  });
  return positions.sort((a, b) => place[a]! - place[b]! || a - b).map((position) => order[position]!);
}

function sortBy({ count, pin }: FlatProblem, measures: readonly Measure[]): number[] {
  const compare = (a: number, b: number): number => {
    for (const measure of measures) if (measure[a] !== measure[b]) return measure[b]! - measure[a]!;
    return a - b;
  };
  const free: number[] = [];
  for (let i = 0; i < count; i++) if (pin[i] === FREE) free.push(i);
  return free.sort(compare);
}

function negative(measure: Measure): Measure {
  return measure.map((value) => -value);
}

/** By buffer: how many sections it is away from the one with the largest load. */
function distanceFromFullest(count: number, { from, to, load }: Sections): Measure {
  let fullest = 0;
  for (let s = 1; s < load.length; s++) if (load[s]! > load[fullest]!) fullest = s;
  const distance = new Int32Array(count);
  for (let i = 0; i < count; i++) distance[i] = Math.max(0, fullest + 1 - to[i]!, from[i]! - fullest);
  return distance;
}

function fullestSection(count: number, { from, to, load, slack }: Sections): Measure {
  const fullest = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let s = from[i]!; s < to[i]!; s++) fullest[i] = Math.max(fullest[i]!, load[s]! + slack[s]!);
  }
  return fullest;
}
