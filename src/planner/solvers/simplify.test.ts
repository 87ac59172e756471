// SPDX-License-Identifier: Apache-2.0
/** Buffers that are left out find room whatever the placement of the others is, and no others are left out. */
import { describe, expect, it } from "vitest";
import { bufferId } from "../../util/branded.js";
import type { Buffer, PlacementProblem } from "../problem.js";
import { checkPlacement } from "../verify-placement.js";
import { buildConflicts } from "./build-conflicts.js";
import { placeInOrder } from "./first-fit.js";
import { flatten } from "./flat-problem.js";
import { placePostponed, simplify } from "./simplify.js";

const buffer = (id: number, size: number, start: number, end: number, more: Partial<Buffer> = {}): Buffer => ({
  ...{ id: bufferId(id), label: `b${String(id)}`, size, alignment: 1, live: { start, end } },
  ...more,
});
const simplified = (buffers: readonly Buffer[], capacity: number) =>
  simplify(buildConflicts(flatten({ buffers, capacity: Infinity })), capacity);

describe("simplify", () => {
  it("leaves out a buffer as soon as its neighbours cannot forbid every offset", () => {
    const pair = [buffer(0, 4, 0, 1, { offset: 3 }), buffer(1, 4, 0, 1)];
    // [3, 7) leaves three bytes on either side of ten, and four above of eleven.
    expect(simplified(pair, 10)).toEqual({ kept: [0, 1], postponed: [] });
    expect(simplified(pair, 11)).toEqual({ kept: [0], postponed: [1] });
  });

  it("counts the offsets that alignment leaves", () => {
    const pair = [0, 1].map((id) => buffer(id, 4, 0, 1, { alignment: 4 }));
    expect(simplified(pair, 8).postponed).toEqual([1, 0]);
    expect(simplified(pair, 7).postponed).toEqual([]);
    const unaligned = [buffer(0, 4, 0, 1, { offset: 2 }), buffer(1, 4, 0, 1, { alignment: 4 })];
    // [2, 6) forbids 0 and 4.
    expect(simplified(unaligned, 11).postponed).toEqual([]);
    expect(simplified(unaligned, 12).postponed).toEqual([1]);
  });

  it("goes on with what forbids nothing any more", () => {
    // A chain: each is live with the next one only, and only the last one finds room at first.
    const chain = [buffer(0, 6, 0, 2), buffer(1, 5, 1, 3), buffer(2, 1, 2, 4)];
    expect(simplified(chain, 12)).toEqual({ kept: [0, 1], postponed: [2] });
    expect(simplified(chain, 16).kept).toEqual([]);
  });

  it("never leaves out what is pinned, nor what is larger than the capacity", () => {
    expect(simplified([buffer(0, 1, 0, 1, { offset: 0 }), buffer(1, 9, 1, 2)], 8).kept).toEqual([0, 1]);
  });

  it("keeps its promise for any placement of the others", () => {
    const random = seeded(7);
    let postponed = 0;
    for (let run = 0; run < 400; run++) {
      const problem = randomProblem(random);
      const conflicts = buildConflicts(flatten(problem));
      const order = problem.buffers.map(({ id }) => ({ id, at: random(1000) })).sort((a, b) => a.at - b.at);
      const others = placeInOrder(
        conflicts,
        order.map(({ id }) => id),
      );
      const capacity = others.height - random(Math.ceil(others.height / 3));
      const result = simplify(conflicts, capacity);
      const keptOrder = order.map(({ id }) => Number(id)).filter((id) => result.kept.includes(id));
      const kept = placeInOrder(conflicts, keptOrder);
      const placed = placePostponed(
        conflicts,
        result,
        kept.offsets.filter((_, i) => result.kept.includes(i)),
      );
      const height = Math.max(...problem.buffers.map(({ id, size }) => (placed.offsets[id] ?? NaN) + size));
      expect(placed.height).toBe(height);
      expect(checkPlacement(problem, { offsets: [...placed.offsets], height })).toEqual([]);
      const keptTop = Math.max(0, ...result.kept.map((i) => (kept.offsets[i] ?? NaN) + (conflicts.size[i] ?? NaN)));
      expect(height).toBeLessThanOrEqual(Math.max(capacity, keptTop));
      postponed += result.postponed.length;
    }
    expect(postponed).toBeGreaterThan(400);
  });
});

/** Numbers from 0 up to but not including `below`, equal in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48271) % 2147483647) % below;
}

/** Up to 14 buffers of mixed alignments; outputs may overlap inputs, some even from below. */
function randomProblem(random: (below: number) => number): PlacementProblem {
  const buffers = Array.from({ length: 4 + random(11) }, (_, id) => {
    const start = random(12);
    return buffer(id, 1 + random(40), start, start + 1 + random(4), { alignment: [1, 2, 4][random(3)] ?? 1 });
  });
  const gaps = buffers.slice(1).flatMap(({ id, size }) => {
    const lower = bufferId(id - 1);
    const room = buffers[id - 1]?.size ?? 0;
    return random(3) === 0 ? [{ lower, upper: id, gap: Math.max(1 - size, room - random(2 * room)) }] : [];
  });
  return { buffers, gaps, capacity: Infinity };
}
