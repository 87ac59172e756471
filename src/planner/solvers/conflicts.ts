// SPDX-License-Identifier: Apache-2.0
/** Which buffers conflict, by how much, and in which order a search may stack them. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { FlatProblem, Numbers } from "./flat-problem.js";

/**
 * The neighbours of buffer i are `neighbour[first[i]]` … `neighbour[first[i + 1] - 1]`, rising. For the entry e of neighbour j:
 * `offset(i) + above[e] ≤ offset(j)` or `offset(j) + below[e] ≤ offset(i)`. Pairs that meet this at any offsets are left out.
 */
export interface Edges {
  readonly first: Int32Array;
  readonly neighbour: Int32Array;
  readonly above: Numbers;
  readonly below: Numbers;
}

export interface Conflicts extends FlatProblem, Edges {
  /** `above` as the search may use it: where `tightened` says so, gaps that are not positive are raised until they are. */
  readonly searchAbove: Numbers;
  /** `below` in the same way. */
  readonly searchBelow: Numbers;
  /**
   * A buffer's key is its offset · keyScale + keyShift. A buffer that rests on another one always has the larger key, so
   * stacking by rising key meets every support before what it supports. All zero when every gap is positive.
   */
  readonly keyShift: Numbers;
  /** All offsets are multiples of one alignment, to which the gaps have been rounded: sums need no rounding. */
  readonly uniformAlignment: boolean;
  /** 1 for a buffer that some gap relaxes. */
  readonly relaxed: Uint8Array;
  /** Gaps formed a cycle of sum ≤ 0, so the search does without the small ones: its proofs of absence do not hold. */
  readonly tightened: boolean;
}

/** Adds to the edges of a problem what a search needs besides. */
export function conflictsOf(flat: FlatProblem, edges: Edges): Conflicts {
  const { count, Numbers, keyScale, size, alignment, pin, start, end, gaps } = flat;
  const { first, neighbour, above, below } = edges;
  const keyShift = computeKeyShift(flat, edges);
  const tightened = keyShift === undefined;
  return {
    count,
    Numbers,
    keyScale,
    size,
    alignment,
    pin,
    start,
    end,
    gaps,
    first,
    neighbour,
    above,
    below,
    relaxed: relaxedBuffers(flat),
    tightened,
    searchAbove: tightened ? positive(flat, edges, above) : above,
    searchBelow: tightened ? positive(flat, edges, below) : below,
    keyShift: keyShift ?? new Numbers(count),
    uniformAlignment: alignment.every((value) => value === alignment[0]),
  };
}

export function relaxedBuffers({ count, gaps: { lower, upper, gap } }: FlatProblem): Uint8Array {
  const relaxed = new Uint8Array(count);
  for (let g = 0; g < gap.length; g++) relaxed[lower[g]!] = relaxed[upper[g]!] = 1;
  return relaxed;
}

export function emptyEdges({ count, Numbers }: FlatProblem, edgeCount: number): Edges {
  return {
    first: new Int32Array(count + 1),
    neighbour: new Int32Array(edgeCount),
    above: new Numbers(edgeCount),
    below: new Numbers(edgeCount),
  };
}

function positive(flat: FlatProblem, { first, neighbour }: Edges, distances: Numbers): Numbers {
  const raised = distances.slice();
  for (let i = 0; i < flat.count; i++) {
    for (let e = first[i]!; e < first[i + 1]!; e++) if (raised[e]! <= 0) raised[e] = commonStep(flat, i, neighbour[e]!);
  }
  return raised;
}

/** Offsets of both buffers are multiples of it. */
export function commonStep({ alignment }: FlatProblem, i: number, j: number): number {
  return alignment[i] === alignment[j] ? alignment[i]! : commonDivisor(alignment[i]!, alignment[j]!);
}

/** Greatest common divisor of two non-negative integers; the other one when one is 0. */
export function commonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

// Longest paths by Bellman and Ford: shift(upper) > shift(lower) − gap(lower, upper) · keyScale. A cycle of sum ≤ 0 has none.
function computeKeyShift(flat: FlatProblem, { first, neighbour, above }: Edges): Numbers | undefined {
  const { count, Numbers, keyScale } = flat;
  if (above.every((gap) => gap > 0)) return new Numbers(count);
  // A cycle makes them grow out of 32 bits before it is known for one.
  const shift = new Float64Array(count);
  for (let round = 0; round <= count; round++) {
    let changed = false;
    for (let lower = 0; lower < count; lower++) {
      const from = shift[lower]! + 1;
      for (let e = first[lower]!; e < first[lower + 1]!; e++) {
        const wanted = from - above[e]! * keyScale;
        if (wanted <= shift[neighbour[e]!]!) continue;
        shift[neighbour[e]!] = wanted;
        changed = true;
      }
    }
    if (changed) continue;
    const found = new Numbers(count);
    found.set(shift);
    return found;
  }
  return undefined;
}
