// SPDX-License-Identifier: Apache-2.0
/** First fit: places buffers in a given order, each at the lowest offset that its placed neighbours leave. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import type { Conflicts } from "./conflicts.js";
import { FREE, type Layout, type Numbers } from "./flat-problem.js";

/**
 * Places what `pin` fixes, then `order` (which may contain that too); what is in neither stays at FREE.
 * O(n · neighbours²), mostly a few rounds over the neighbours.
 */
export function placeInOrder(conflicts: Conflicts, order: readonly number[], pin = conflicts.pin): Layout {
  const { count, size } = conflicts;
  const offsets = pin.slice();
  let height = 0;
  for (let i = 0; i < count; i++) if (pin[i] !== FREE) height = Math.max(height, pin[i]! + size[i]!);
  for (const i of order) {
    if (pin[i] !== FREE) continue;
    offsets[i] = lowestFit(conflicts, offsets, i);
    height = Math.max(height, offsets[i] + size[i]!);
  }
  return { offsets, height };
}

/** Whether the fixed offsets leave room for each other. */
export function pinsFit(conflicts: Conflicts): boolean {
  const { count, pin, Numbers } = conflicts;
  const offsets = new Numbers(count).fill(FREE);
  for (let i = 0; i < count; i++) {
    if (pin[i] === FREE) continue;
    if (lowestFit(conflicts, offsets, i, pin[i]) !== pin[i]) return false;
    offsets[i] = pin[i]!;
  }
  return true;
}

/**
 * Takes the buffers of `order` out of `offsets`, which it changes, and places them anew in this order; false at the first
 * one that ends above the goal.
 */
export function placeAnew(conflicts: Conflicts, offsets: Numbers, order: readonly number[], goal = Infinity): boolean {
  for (const i of order) offsets[i] = FREE;
  for (const i of order) {
    offsets[i] = lowestFit(conflicts, offsets, i);
    if (offsets[i] + conflicts.size[i]! > goal) return false;
  }
  return true;
}

/** The lowest aligned offset at or above `atLeast` that no placed neighbour (offset ≠ FREE) forbids. */
function lowestFit(conflicts: Conflicts, offsets: Numbers, i: number, atLeast = 0): Bytes {
  const { first, neighbour, above, below, alignment } = conflicts;
  const begin = first[i]!;
  const end = first[i + 1]!;
  const step = alignment[i]!;
  let candidate = atLeast;
  // A neighbour at `at` allows offsets ≤ at − above and ≥ at + below. Done when all of them in a row agree.
  for (let e = begin, agreed = 0; agreed < end - begin; agreed++, e = e + 1 === end ? begin : e + 1) {
    const at = offsets[neighbour[e]!]!;
    if (at === FREE || candidate <= at - above[e]! || candidate >= at + below[e]!) continue;
    candidate = Math.ceil((at + below[e]!) / step) * step;
    agreed = 0;
  }
  return candidate;
}
