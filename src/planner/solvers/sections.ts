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
  const relaxations = new Map<string, number>();
  for (const { lower, upper, gap } of problem.gaps ?? []) relaxations.set(pairKey(lower, upper), gap);
  return maximalSets(problem.buffers).map((members) => weigh(members, problem.buffers, relaxations));
}

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

function weigh(
  members: readonly number[],
  buffers: readonly Buffer[],
  relaxations: ReadonlyMap<string, number>,
): Section {
  const of = (i: number) => buffers[i]!;
  const step = members.reduce((divisor, i) => commonDivisor(divisor, of(i).alignment), 0);
  const rounded = members.map((i) => alignUp(of(i).size, step));
  const slack = members.reduce((most, i, at) => Math.max(most, rounded[at]! - of(i).size), 0);
  if (relaxations.size === 0) return { members, weights: rounded, slack };

  const gap = (lower: number, upper: number) => relaxations.get(pairKey(members[lower]!, members[upper]!));
  const saved = (lower: number, upper: number): Bytes => {
    const above = gap(lower, upper);
    return above === undefined ? 0 : Math.min(rounded[lower]! - Math.max(0, alignUp(above, step)), rounded[upper]!);
  };
  const shared = (a: number, b: number): Bytes => Math.max(0, saved(a, b), saved(b, a));
  return { members, weights: coverage(rounded, shared), slack };
}

function pairKey(lower: number, upper: number): string {
  return `${String(lower)}<${String(upper)}`;
}

/** Above this many members with relaxations a section is weighed in fixed orders instead of all subsets. */
const MAX_ENUMERATED = 8;

/**
 * Weights whose sum over any subset is at most the bytes that this subset covers: a counted member weighs its size
 * less what it can share with the members counted before it. Which members count is chosen for the largest total.
 */
function coverage(sizes: readonly Bytes[], shared: (a: number, b: number) => Bytes): Bytes[] {
  const all = sizes.map((_, i) => i);
  const partners = all.filter((i) => all.some((j) => i !== j && shared(i, j) > 0));
  const others = all.filter((i) => !partners.includes(i));
  const bySize = partners.toSorted((a, b) => sizes[b]! - sizes[a]! || a - b);
  const partnerCount = (i: number) => partners.filter((j) => i !== j && shared(i, j) > 0).length;
  const byPartners = bySize.toSorted((a, b) => partnerCount(a) - partnerCount(b));
  const orders =
    partners.length <= MAX_ENUMERATED
      ? Array.from({ length: 2 ** partners.length }, (_, set) => bySize.filter((_, bit) => (set >> bit) & 1))
      : [bySize, byPartners];
  let best = sizes.map(() => 0);
  let bestTotal = -1;
  for (const order of orders) {
    const weights = weighInOrder([...others, ...order], sizes, shared);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (total <= bestTotal) continue;
    best = weights;
    bestTotal = total;
  }
  return best;
}

function weighInOrder(
  order: readonly number[],
  sizes: readonly Bytes[],
  shared: (a: number, b: number) => Bytes,
): Bytes[] {
  const weights = sizes.map(() => 0);
  const counted: number[] = [];
  for (const i of order) {
    const weight = counted.reduce((rest, j) => rest - shared(i, j), sizes[i]!);
    if (weight <= 0) continue;
    weights[i] = weight;
    counted.push(i);
  }
  return weights;
}
