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

/** Places the pinned buffers, then `order` (which may contain them). O(n · neighbours · log neighbours). */
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

/** The lowest aligned offset at or above 0 (a pinned buffer: its pin) that no placed neighbour (offset ≠ FREE) forbids. */
function lowestFit(conflicts: Conflicts, offsets: Float64Array, i: number): Bytes {
  const { first, neighbour, above, below, alignment, pin } = conflicts;
  const blocked: [from: number, to: number][] = [];
  for (let e = first[i]!; e < first[i + 1]!; e++) {
    const at = offsets[neighbour[e]!]!;
    if (at !== FREE) blocked.push([at - above[e]!, at + below[e]!]);
  }
  blocked.sort((a, b) => a[0] - b[0]);
  const step = alignment[i]!;
  let candidate = pin[i] === FREE ? 0 : pin[i]!;
  for (const [from, to] of blocked) {
    // The neighbour allows offsets ≤ from and ≥ to.
    if (candidate > from && candidate < to) candidate = Math.ceil(to / step) * step;
  }
  return candidate;
}
