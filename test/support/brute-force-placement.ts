// SPDX-License-Identifier: Apache-2.0
/** The least height of a small placement problem by trying every offset: slow, and simple enough to be believed. */
import type { Buffer, PlacementProblem } from "../../src/planner/problem.js";

/** Infinity when the pins contradict each other. Exponential: for up to seven buffers of a few bytes. */
export function leastHeight({ buffers, gaps = [] }: PlacementProblem): number {
  // Some least placement lies below this: stack everything, above the pins.
  const enough = buffers.reduce((sum, b) => sum + b.size + b.alignment + (b.offset ?? 0), 0);
  const gap = (lower: Buffer, upper: Buffer) =>
    gaps.find((entry) => entry.lower === lower.id && entry.upper === upper.id)?.gap ?? lower.size;
  const apart = (a: Buffer, atA: number, b: Buffer, atB: number) =>
    Math.max(a.live.start, b.live.start) >= Math.min(a.live.end, b.live.end) ||
    atA + gap(a, b) <= atB ||
    atB + gap(b, a) <= atA;

  let best = Infinity;
  const offsets: number[] = [];
  const tryFrom = (i: number, top: number): void => {
    const buffer = buffers[i];
    if (buffer === undefined) {
      best = top;
      return;
    }
    const last = Math.min(enough, best - 1) - buffer.size;
    for (let offset = buffer.offset ?? 0; offset <= last; offset += buffer.alignment) {
      if (buffers.slice(0, i).every((other, j) => apart(buffer, offset, other, offsets[j] ?? 0))) {
        offsets[i] = offset;
        if (Math.max(top, offset + buffer.size) < best) tryFrom(i + 1, Math.max(top, offset + buffer.size));
      }
      if (buffer.offset !== undefined) break;
    }
  };
  tryFrom(0, 0);
  return best;
}
