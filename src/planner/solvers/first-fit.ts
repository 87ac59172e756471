// SPDX-License-Identifier: Apache-2.0
/** First fit: places buffers in a given order, each at the lowest offset that its placed neighbours leave. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import { FREE, type Conflicts } from "./conflicts.js";

/** Offsets of all buffers and the height that they reach; Infinity when the pins contradict each other. */
export interface Layout {
  readonly offsets: Float64Array;
  readonly height: Bytes;
}

/** Places the pinned buffers, then `order` (which may contain them). O(n · neighbours²), mostly a few rounds over the neighbours. */
export function placeInOrder(conflicts: Conflicts, order: readonly number[]): Layout {
  const { count, size, pin } = conflicts;
  const offsets = new Float64Array(count).fill(FREE);
  let height = 0;
  for (let i = 0; i < count; i++) {
    if (pin[i] === FREE) continue;
    if (lowestFit(conflicts, offsets, i) !== pin[i]) height = Infinity;
    offsets[i] = pin[i]!;
    height = Math.max(height, pin[i]! + size[i]!);
  }
  for (const i of order) {
    if (pin[i] !== FREE) continue;
    offsets[i] = lowestFit(conflicts, offsets, i);
    height = Math.max(height, offsets[i] + size[i]!);
  }
  return { offsets, height };
}

/** Takes the buffers of `order` out of complete `offsets`, which it changes, and places them anew in this order. */
export function placeAnew(conflicts: Conflicts, offsets: Float64Array, order: readonly number[]): void {
  for (const i of order) offsets[i] = FREE;
  for (const i of order) offsets[i] = lowestFit(conflicts, offsets, i);
}

/** The lowest aligned offset at or above 0 (a pinned buffer: its pin) that no placed neighbour (offset ≠ FREE) forbids. */
function lowestFit(conflicts: Conflicts, offsets: Float64Array, i: number): Bytes {
  const { first, neighbour, above, below, alignment, pin } = conflicts;
  const begin = first[i]!;
  const end = first[i + 1]!;
  const step = alignment[i]!;
  let candidate = pin[i] === FREE ? 0 : pin[i]!;
  // A neighbour at `at` allows offsets ≤ at − above and ≥ at + below. Done when all of them in a row agree.
  for (let e = begin, agreed = 0; agreed < end - begin; agreed++, e = e + 1 === end ? begin : e + 1) {
    const at = offsets[neighbour[e]!]!;
    if (at === FREE || candidate <= at - above[e]! || candidate >= at + below[e]!) continue;
    candidate = Math.ceil((at + below[e]!) / step) * step;
    agreed = 0;
  }
  return candidate;
}
