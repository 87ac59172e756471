// SPDX-License-Identifier: Apache-2.0
/** Division over memories: against all divisions of small problems, and with shapes that no single moment explains. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastHeight } from "../../test/support/brute-force-placement.js";
import { type BufferId, bufferId } from "../util/branded.js";
import type { Buffer, PlacementProblem } from "./problem.js";
import { type Memory, splitOverMemories } from "./split.js";
import { checkPlacement } from "./verify-placement.js";

interface Drawn {
  readonly size: number;
  readonly start: number;
  readonly width: number;
}

function problemOf(drawn: readonly Drawn[], gaps: PlacementProblem["gaps"] = []): PlacementProblem {
  const buffers = drawn.map(({ size, start, width }, i): Buffer => ({
    id: bufferId(i),
    label: `b${String(i)}`,
    size,
    alignment: 1,
    live: { start, end: start + width },
  }));
  return { buffers, capacity: Infinity, ...(gaps.length > 0 ? { gaps } : {}) };
}

/** The cost of the cheapest division by trying every one; Infinity when none goes in. */
function cheapest(problem: PlacementProblem, traffic: readonly number[], memories: readonly Memory[]): number {
  const count = problem.buffers.length;
  let best = Infinity;
  for (let code = 0; code < memories.length ** count; code++) {
    const level = problem.buffers.map((_, i) => Math.floor(code / memories.length ** i) % memories.length);
    const fits = memories.every(({ capacity }, memory) => {
      const ids = level.flatMap((at, i) => (at === memory ? [i] : []));
      return leastHeight(part(problem, ids)) <= capacity;
    });
    if (!fits) continue;
    const first = memories[0]?.cost ?? 0;
    const cost = level.reduce((sum, at, i) => sum + (traffic[i] ?? 0) * ((memories[at]?.cost ?? 0) - first), 0);
    best = Math.min(best, cost);
  }
  return best;
}

function part({ buffers, gaps = [] }: PlacementProblem, ids: readonly number[]): PlacementProblem {
  const at = (id: BufferId): number => ids.indexOf(Number(id));
  return {
    buffers: ids.flatMap((id, i) => {
      const buffer = buffers[id];
      return buffer === undefined ? [] : [{ ...buffer, id: bufferId(i) }];
    }),
    capacity: Infinity,
    gaps: gaps
      .filter(({ lower, upper }) => at(lower) >= 0 && at(upper) >= 0)
      .map((gap) => ({ ...gap, lower: bufferId(at(gap.lower)), upper: bufferId(at(gap.upper)) })),
  };
}

const drawn = fc.array(
  fc.record({
    size: fc.integer({ min: 1, max: 5 }),
    start: fc.integer({ min: 0, max: 4 }),
    width: fc.integer({ min: 1, max: 3 }),
    traffic: fc.integer({ min: 1, max: 20 }),
  }),
  { minLength: 1, maxLength: 5 },
);
const memories = fc
  .array(fc.record({ capacity: fc.integer({ min: 0, max: 9 }), step: fc.integer({ min: 0, max: 3 }) }), {
    minLength: 2,
    maxLength: 3,
  })
  .map((list) =>
    list.map(({ capacity }, i) => ({
      capacity,
      cost: 1 + list.slice(1, i + 1).reduce((sum, { step }) => sum + step, 0),
    })),
  );

describe("splitOverMemories", () => {
  it("costs as little as the cheapest of all divisions, and each memory holds what it is given", () => {
    let divided = 0;
    fc.assert(
      fc.property(drawn, memories, fc.boolean(), (buffers, offered, overlap) => {
        const [a, b] = buffers;
        const touch = overlap && a !== undefined && b !== undefined;
        const problem = problemOf(buffers, touch ? [{ lower: bufferId(1), upper: bufferId(0), gap: 0 }] : []);
        const traffic = buffers.map((buffer) => buffer.traffic);
        const split = splitOverMemories({ problem, traffic, memories: offered });
        const least = cheapest(problem, traffic, offered);
        expect(split?.cost ?? Infinity).toBe(least);
        if (split === undefined) return;
        if (split.shares.filter(({ buffers: ids }) => ids.length > 0).length > 1) divided++;
        expect(split.status).toBe("optimal");
        expect(split.shares.flatMap(({ buffers: ids }) => ids).toSorted((x, y) => x - y)).toEqual(
          buffers.map((_, i) => i),
        );
        split.shares.forEach(({ buffers: ids, placement }, i) => {
          expect(checkPlacement(part(problem, ids), placement)).toEqual([]);
          expect(placement.height).toBeLessThanOrEqual(offered[i]?.capacity ?? 0);
        });
      }),
      { numRuns: 300, seed: 4 },
    );
    expect(divided).toBeGreaterThan(50);
  });

  it("moves the buffer with the least traffic out of the way, not the largest", () => {
    const problem = problemOf([
      { size: 6, start: 0, width: 2 },
      { size: 4, start: 0, width: 2 },
    ]);
    const memoriesOffered = [
      { capacity: 6, cost: 1 },
      { capacity: 100, cost: 4 },
    ];
    const split = splitOverMemories({ problem, traffic: [60, 8], memories: memoriesOffered });
    expect(split?.shares.map(({ buffers }) => buffers)).toEqual([[0], [1]]);
    expect(split?.cost).toBe(24);
  });

  it("finds nothing where one buffer is larger than every memory", () => {
    const problem = problemOf([{ size: 10, start: 0, width: 1 }]);
    const offered = [9, 9].map((capacity, i) => ({ capacity, cost: i + 1 }));
    expect(splitOverMemories({ problem, traffic: [10], memories: offered })).toBeUndefined();
  });
});
