// SPDX-License-Identifier: Apache-2.0
/** The placement problem in flat arrays: which buffers conflict, by how much, and in which order a search may stack them. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import type { PlacementProblem } from "../problem.js";

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
  const { buffers } = problem;
  const count = buffers.length;
  const gap = gapLookup(problem);
  const alignment = Float64Array.from(buffers, (buffer) => buffer.alignment);
  const edges = {
    neighbour: [] as number[],
    above: [] as number[],
    below: [] as number[],
    raisedAbove: [] as number[],
    raisedBelow: [] as number[],
  };
  const first = new Int32Array(count + 1);
  const relaxed = new Uint8Array(count);
  for (const { lower, upper } of problem.gaps ?? []) relaxed[lower] = relaxed[upper] = 1;
  const start = Float64Array.from(buffers, ({ live }) => live.start);
  const end = Float64Array.from(buffers, ({ live }) => live.end);
  const size = Float64Array.from(buffers, (buffer) => buffer.size);
  const livesWith = liveTogether(start, end);
  for (let i = 0; i < count; i++) {
    for (const j of livesWith[i]!) {
      // Both offsets are multiples of the common divisor, so a gap in between costs as much as the next multiple.
      const step = alignment[i] === alignment[j] ? alignment[i]! : commonDivisor(alignment[i]!, alignment[j]!);
      const mayRelax = relaxed[i] === 1 && relaxed[j] === 1;
      const above = alignUp(mayRelax ? gap(i, j) : size[i]!, step);
      const below = alignUp(mayRelax ? gap(j, i) : size[j]!, step);
      if (above + below <= 0) continue;
      edges.neighbour.push(j);
      edges.above.push(above);
      edges.below.push(below);
      edges.raisedAbove.push(above > 0 ? above : step);
      edges.raisedBelow.push(below > 0 ? below : step);
    }
    first[i + 1] = edges.neighbour.length;
  }
  const neighbour = Int32Array.from(edges.neighbour);
  const keyShift = computeKeyShift({ first, neighbour, above: edges.above });
  return {
    count,
    size,
    alignment,
    pin: Float64Array.from(buffers, (buffer) => buffer.offset ?? FREE),
    first,
    neighbour,
    above: Float64Array.from(edges.above),
    below: Float64Array.from(edges.below),
    searchAbove: Float64Array.from(keyShift === undefined ? edges.raisedAbove : edges.above),
    searchBelow: Float64Array.from(keyShift === undefined ? edges.raisedBelow : edges.below),
    keyShift: keyShift ?? new Float64Array(count),
    uniformAlignment: alignment.every((value) => value === alignment[0]),
    relaxed,
    tightened: keyShift === undefined,
  };
}

// By buffer: the others that are live at some time with it, rising. A sweep over time: O(n log n + pairs).
function liveTogether(start: Float64Array, end: Float64Array): number[][] {
  const others: number[][] = Array.from(start, () => []);
  const starting = Array.from(start.keys()).filter((i) => start[i]! < end[i]!);
  let live: number[] = [];
  for (const i of starting.sort((a, b) => start[a]! - start[b]!)) {
    live = live.filter((j) => end[j]! > start[i]!);
    for (const j of live) {
      others[i]!.push(j);
      others[j]!.push(i);
    }
    live.push(i);
  }
  return others.map((list) => list.sort((a, b) => a - b));
}

/** Greatest common divisor of two non-negative integers; the other one when one is 0. */
export function commonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

function gapLookup({ buffers, gaps = [] }: PlacementProblem): (lower: number, upper: number) => Bytes {
  const relaxed = new Map(gaps.map((gap) => [gap.lower * buffers.length + gap.upper, gap.gap]));
  return (lower, upper) => relaxed.get(lower * buffers.length + upper) ?? buffers[lower]?.size ?? 0;
}

/** Small enough to keep keys in the order of offsets, and a power of two so that sums of keys stay exact. */
const KEY_STEP = 2 ** -16;

// Longest paths by Bellman and Ford: shift(upper) > shift(lower) − gap(lower, upper). A cycle of sum ≤ 0 has none.
function computeKeyShift(edges: {
  readonly first: Int32Array;
  readonly neighbour: Int32Array;
  readonly above: readonly number[];
}): Float64Array | undefined {
  const count = edges.first.length - 1;
  const shift = new Float64Array(count);
  if (edges.above.every((gap) => gap > 0)) return shift;
  for (let round = 0; round <= count; round++) {
    let changed = false;
    for (let lower = 0; lower < count; lower++) {
      for (let e = edges.first[lower]!; e < edges.first[lower + 1]!; e++) {
        const wanted = shift[lower]! - edges.above[e]! + KEY_STEP;
        if (wanted <= shift[edges.neighbour[e]!]!) continue;
        shift[edges.neighbour[e]!] = wanted;
        changed = true;
      }
    }
    if (!changed) return shift;
  }
  return undefined;
}
