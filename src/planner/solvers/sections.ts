// SPDX-License-Identifier: Apache-2.0
/** Sections: the moments at which most buffers are live, and how many bytes each live buffer is sure to add to them. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import type { Buffer, PlacementProblem } from "../problem.js";
import { commonDivisor } from "./conflicts.js";

/**
 * A maximal set of buffers that are live at one time (a section of MiniMalloc). Whatever subset R of the members lies
 * at or above an offset h, some member of R ends at or above h + Σ weight(R) − slack.
 */
export interface Section {
  /** Buffer indices, rising. */
  readonly members: readonly number[];
  /** Bytes by member: its size rounded to the section's alignment less what overlap can save. */
  readonly weights: readonly Bytes[];
  /** The most that rounding can have added to the topmost member. */
  readonly slack: Bytes;
}

/** The sections in order of time; two buffers are live together exactly when some section holds both. O(n²). */
export function buildSections(problem: PlacementProblem): Section[] {
  const { buffers, gaps = [] } = problem;
  const relaxations: Relaxations = buffers.map(() => undefined);
  for (const { lower, upper, gap } of gaps) (relaxations[lower] ??= new Map()).set(upper, gap);
  const place = new Int32Array(buffers.length);
  return maximalSets(buffers).map((members) =>
    weigh(members, buffers, gaps.length === 0 ? undefined : relaxations, place),
  );
}

/** The gaps above each buffer, by the buffer above. */
type Relaxations = (Map<number, Bytes> | undefined)[];

// A set of live buffers is maximal when the next event after some start is an end.
function maximalSets(buffers: readonly Buffer[]): number[][] {
  const live = buffers.filter((buffer) => buffer.live.start < buffer.live.end);
  const starts = [...new Set(live.map((buffer) => buffer.live.start))].sort((a, b) => a - b);
  const ends = [...new Set(live.map((buffer) => buffer.live.end))].sort((a, b) => a - b);
  const sets: number[][] = [];
  let nextEnd = 0;
  starts.forEach((start, i) => {
    while ((ends[nextEnd] ?? Infinity) <= start) nextEnd++;
    if ((ends[nextEnd] ?? Infinity) > (starts[i + 1] ?? Infinity)) return;
    sets.push(live.filter((buffer) => buffer.live.start <= start && start < buffer.live.end).map(({ id }) => id));
  });
  return sets;
}

// `place` is room for the members' positions plus one; it is all 0 between the calls.
function weigh(
  members: readonly number[],
  buffers: readonly Buffer[],
  relaxations: Relaxations | undefined,
  place: Int32Array,
): Section {
  let step = 0;
  for (const i of members) step = commonDivisor(step, buffers[i]!.alignment);
  const rounded: Bytes[] = [];
  let slack = 0;
  for (const [at, i] of members.entries()) {
    const { size } = buffers[i]!;
    rounded.push(alignUp(size, step));
    slack = Math.max(slack, rounded[at]! - size);
  }
  if (relaxations === undefined) return { members, weights: rounded, slack };

  const count = members.length;
  let shared: Float64Array | undefined;
  for (const [at, i] of members.entries()) place[i] = at + 1;
  for (let lower = 0; lower < count; lower++) {
    for (const [above, gap] of relaxations[members[lower]!] ?? []) {
      const upper = place[above]! - 1;
      if (upper < 0) continue;
      const saved = Math.min(rounded[lower]! - Math.max(0, alignUp(gap, step)), rounded[upper]!);
      shared ??= new Float64Array(count * count);
      const both = Math.max(shared[lower * count + upper]!, saved);
      shared[lower * count + upper] = both;
      shared[upper * count + lower] = both;
    }
  }
  for (const i of members) place[i] = 0;
  return { members, weights: shared === undefined ? rounded : coverage(rounded, shared), slack };
}

/** Above this many members with relaxations a section is weighed in fixed orders instead of all subsets. */
const MAX_ENUMERATED = 8;

/**
 * Weights whose sum over any subset is at most the bytes that this subset covers: a counted member weighs its size
 * less what it can share with the members counted before it. Which members count is chosen for the largest total.
 * `shared` is a square matrix, symmetric and zero on its diagonal.
 */
function coverage(sizes: readonly Bytes[], shared: Float64Array): Bytes[] {
  const count = sizes.length;
  const partnerCount = new Int32Array(count);
  shared.forEach((bytes, at) => {
    if (bytes > 0) partnerCount[at % count]!++;
  });
  const partners = [...sizes.keys()].filter((i) => partnerCount[i]! > 0);
  const bySize = partners.sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const all = 2 ** bySize.length - 1;
  const room: Weighing = { sizes, shared, weights: new Float64Array(count), counted: new Int32Array(count) };
  let order = bySize;
  let chosen = all;
  if (bySize.length <= MAX_ENUMERATED) {
    let most = -1;
    for (let set = 0; set <= all; set++) {
      const total = weighInOrder(order, set, room);
      if (total > most) [most, chosen] = [total, set];
    }
  } else {
    const byPartners = bySize.toSorted((a, b) => partnerCount[a]! - partnerCount[b]!);
    if (weighInOrder(byPartners, all, room) > weighInOrder(bySize, all, room)) order = byPartners;
  }
  weighInOrder(order, chosen, room);
  // Who shares nothing counts in full.
  return sizes.map((size, i) => (partnerCount[i] === 0 ? size : room.weights[i]!));
}

interface Weighing {
  readonly sizes: readonly Bytes[];
  readonly shared: Float64Array;
  readonly weights: Float64Array;
  /** Room for the members that count so far. */
  readonly counted: Int32Array;
}

/** Weighs the members order[bit] of the bits in `set` (all of them when they are too many to enumerate) and returns their sum. */
function weighInOrder(order: readonly number[], set: number, { sizes, shared, weights, counted }: Weighing): Bytes {
  let countedEnd = 0;
  let total = 0;
  weights.fill(0);
  for (let bit = 0; bit < order.length; bit++) {
    if (order.length <= MAX_ENUMERATED && ((set >> bit) & 1) === 0) continue;
    const i = order[bit]!;
    let weight = sizes[i]!;
    for (let c = 0; c < countedEnd; c++) weight -= shared[i * sizes.length + counted[c]!]!;
    if (weight <= 0) continue;
    weights[i] = weight;
    counted[countedEnd++] = i;
    total += weight;
  }
  return total;
}
