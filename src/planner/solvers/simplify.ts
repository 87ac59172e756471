// SPDX-License-Identifier: Apache-2.0
/**
 * Leaves out buffers that find room wherever the others lie, as Chaitin et al. (1981) leave out nodes that find a colour.
 *
 * Each neighbour forbids some of a buffer's offsets. Where all of them together forbid fewer than there are within the
 * capacity, the buffer decides nothing: without it the others can be placed as low, and then it goes into what is left.
 * Leaving it out makes more of such buffers, because it no longer forbids anything.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import type { Conflicts } from "./conflicts.js";
import { placeInOrder } from "./first-fit.js";
import { FREE, type Layout, type Numbers } from "./flat-problem.js";

export interface Simplified {
  /** Indices of the buffers that decide the height, rising. */
  readonly kept: readonly number[];
  /** The others in the order in which they can be placed. */
  readonly postponed: readonly number[];
}

/** What decides whether the buffers go into `capacity` bytes, or into more. O(edges · rounds). */
export function simplify(conflicts: Conflicts, capacity: Bytes): Simplified {
  const { count, pin, size, alignment, first, neighbour } = conflicts;
  const isLeft = new Uint8Array(count).fill(1);
  const leftOut: number[] = [];
  const findsRoom = (i: number): boolean => {
    let free = Math.floor((capacity - size[i]!) / alignment[i]!) + 1;
    for (let e = first[i]!; free > 0 && e < first[i + 1]!; e++) {
      if (isLeft[neighbour[e]!] === 1) free -= forbidden(conflicts, i, e);
    }
    return free > 0;
  };
  for (let before = -1; before < leftOut.length;) {
    before = leftOut.length;
    for (let i = 0; i < count; i++) {
      if (isLeft[i] === 0 || pin[i] !== FREE || !findsRoom(i)) continue;
      isLeft[i] = 0;
      leftOut.push(i);
    }
  }
  const kept: number[] = [];
  for (let i = 0; i < count; i++) if (isLeft[i] === 1) kept.push(i);
  return { kept, postponed: leftOut.reverse() };
}

/** Places the postponed buffers around the kept ones: within the capacity they were postponed for, if those are. */
export function placePostponed(conflicts: Conflicts, { kept, postponed }: Simplified, offsets: Numbers): Layout {
  const pin = new conflicts.Numbers(conflicts.count).fill(FREE);
  kept.forEach((i, position) => (pin[i] = offsets[position]!));
  return placeInOrder(conflicts, postponed, pin);
}

// Offsets of buffer i that the neighbour of edge e rules out: multiples of an alignment inside an open interval.
function forbidden({ above, below, alignment, neighbour }: Conflicts, i: number, e: number): number {
  const step = alignment[i]!;
  const length = above[e]! + below[e]!;
  // Its ends are multiples too when the neighbour's offset is one.
  const isAligned = alignment[neighbour[e]!]! % step === 0 && above[e]! % step === 0 && below[e]! % step === 0;
  return isAligned ? length / step - 1 : Math.ceil(length / step);
}
