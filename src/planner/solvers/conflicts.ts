// SPDX-License-Identifier: Apache-2.0
/** The placement problem in flat arrays: which buffers conflict, by how much, and in which order a search may stack them. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import type { Buffer, PlacementProblem } from "../problem.js";

/** Marks a buffer without a fixed offset in `Conflicts.pin`. */
export const FREE = -1;

/**
 * The neighbours of buffer i are `neighbour[first[i]]` … `neighbour[first[i + 1] - 1]`. For the entry e of neighbour j:
 * `offset(i) + above[e] ≤ offset(j)` or `offset(j) + below[e] ≤ offset(i)`. Pairs that meet this at any offsets are left out.
 */
export interface Conflicts {
  readonly count: number;
  readonly size: Float64Array;
  readonly alignment: Float64Array;
  readonly pin: Float64Array;
  readonly first: Int32Array;
  readonly neighbour: Int32Array;
  readonly above: Float64Array;
  readonly below: Float64Array;
  /** `above` as the search may use it: where `tightened` says so, gaps that are not positive are raised until they are. */
  readonly searchAbove: Float64Array;
  /** `below` in the same way. */
  readonly searchBelow: Float64Array;
  /**
   * Added to an offset it gives the buffer's key. A buffer that rests on another one always has the larger key, so
   * stacking by rising key meets every support before what it supports. All zero when every gap is positive.
   */
  readonly keyShift: Float64Array;
  /** All offsets are multiples of one alignment, to which the gaps have been rounded: sums need no rounding. */
  readonly uniformAlignment: boolean;
  /** 1 for a buffer that some gap relaxes. */
  readonly relaxed: Uint8Array;
  /** Gaps formed a cycle of sum ≤ 0, so the search does without the small ones: its proofs of absence do not hold. */
  readonly tightened: boolean;
}

export function buildConflicts(problem: PlacementProblem): Conflicts {
  const { buffers, gaps = [] } = problem;
  const count = buffers.length;
  const alignment = Float64Array.from(buffers, (buffer) => buffer.alignment);
  const size = Float64Array.from(buffers, (buffer) => buffer.size);
  const livesWith = liveTogether(buffers);
  const relaxations = new Map(gaps.map(({ lower, upper, gap }) => [lower * count + upper, gap]));
  const relaxed = new Uint8Array(count);
  for (const { lower, upper } of gaps) relaxed[lower] = relaxed[upper] = 1;
  const gap = (lower: number, upper: number): Bytes => relaxations.get(lower * count + upper) ?? size[lower]!;

  const most = livesWith.reduce((sum, others) => sum + others.length, 0);
  const edges = {
    neighbour: new Int32Array(most),
    above: new Float64Array(most),
    below: new Float64Array(most),
    step: new Float64Array(most),
  };
  const first = new Int32Array(count + 1);
  let end = 0;
  for (let i = 0; i < count; i++) {
    for (const j of livesWith[i]!) {
      // Both offsets are multiples of the common divisor, so a gap in between costs as much as the next multiple.
      const step = alignment[i] === alignment[j] ? alignment[i]! : commonDivisor(alignment[i]!, alignment[j]!);
      const mayRelax = relaxed[i] === 1 && relaxed[j] === 1;
      const above = alignUp(mayRelax ? gap(i, j) : size[i]!, step);
      const below = alignUp(mayRelax ? gap(j, i) : size[j]!, step);
      if (above + below <= 0) continue;
      edges.neighbour[end] = j;
      edges.above[end] = above;
      edges.below[end] = below;
      edges.step[end++] = step;
    }
    first[i + 1] = end;
  }
  const neighbour = edges.neighbour.subarray(0, end);
  const above = edges.above.subarray(0, end);
  const below = edges.below.subarray(0, end);
  const keyShift = computeKeyShift({ first, neighbour, above });
  const raised = (distance: number, e: number): number => (distance > 0 ? distance : edges.step[e]!);
  return {
    count,
    size,
    alignment,
    pin: Float64Array.from(buffers, (buffer) => buffer.offset ?? FREE),
    first,
    neighbour,
    above,
    below,
    searchAbove: keyShift === undefined ? above.map(raised) : above,
    searchBelow: keyShift === undefined ? below.map(raised) : below,
    keyShift: keyShift ?? new Float64Array(count),
    uniformAlignment: alignment.every((value) => value === alignment[0]),
    relaxed,
    tightened: keyShift === undefined,
  };
}

// By buffer: the others that are live at some time with it, rising. A sweep over time: O(n log n + pairs).
function liveTogether(buffers: readonly Buffer[]): number[][] {
  const others: number[][] = buffers.map(() => []);
  const starting = buffers.filter(({ live }) => live.start < live.end).sort((a, b) => a.live.start - b.live.start);
  let live: Buffer[] = [];
  for (const next of starting) {
    const still: Buffer[] = [];
    for (const before of live) {
      if (before.live.end <= next.live.start) continue;
      still.push(before);
      others[next.id]!.push(before.id);
      others[before.id]!.push(next.id);
    }
    still.push(next);
    live = still;
  }
  for (const list of others) list.sort((a, b) => a - b);
  return others;
}

/** Greatest common divisor of two non-negative integers; the other one when one is 0. */
export function commonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** Small enough to keep keys in the order of offsets, and a power of two so that sums of keys stay exact. */
const KEY_STEP = 2 ** -16;

// Longest paths by Bellman and Ford: shift(upper) > shift(lower) − gap(lower, upper). A cycle of sum ≤ 0 has none.
function computeKeyShift(edges: {
  readonly first: Int32Array;
  readonly neighbour: Int32Array;
  readonly above: Float64Array;
}): Float64Array | undefined {
  const { first, neighbour, above } = edges;
  const count = first.length - 1;
  const shift = new Float64Array(count);
  if (above.every((gap) => gap > 0)) return shift;
  for (let round = 0; round <= count; round++) {
    let changed = false;
    for (let lower = 0; lower < count; lower++) {
      const from = shift[lower]! + KEY_STEP;
      for (let e = first[lower]!; e < first[lower + 1]!; e++) {
        const wanted = from - above[e]!;
        if (wanted <= shift[neighbour[e]!]!) continue;
        shift[neighbour[e]!] = wanted;
        changed = true;
      }
    }
    if (!changed) return shift;
  }
  return undefined;
}
