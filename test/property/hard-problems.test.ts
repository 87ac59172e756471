// SPDX-License-Identifier: Apache-2.0
/** Problems too large for a proof within the steps: what each stage of the solver leaves behind is valid all the same. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Buffer, PlacementProblem } from "../../src/planner/problem.js";
import { solveExact } from "../../src/planner/solvers/exact.js";
import { solveGreedy } from "../../src/planner/solvers/greedy.js";
import { checkPlacement } from "../../src/planner/verify-placement.js";
import { bufferId } from "../../src/util/branded.js";
import { distinctGaps } from "../support/distinct-gaps.js";

/** Many buffers over many moments; two pins that never contradict each other, and gaps of either sign. */
function hardProblems(): fc.Arbitrary<PlacementProblem> {
  const buffer = fc.record({
    size: fc.integer({ min: 1, max: 200 }),
    alignment: fc.constantFrom(1, 1, 4, 16),
    start: fc.nat({ max: 30 }),
    width: fc.integer({ min: 1, max: 8 }),
  });
  const gap = fc.record({
    lower: fc.nat({ max: 49 }),
    upper: fc.nat({ max: 49 }),
    share: fc.integer({ min: 0, max: 4 }),
  });
  return fc
    .tuple(fc.array(buffer, { minLength: 50, maxLength: 90 }), fc.array(gap, { maxLength: 30 }), fc.boolean())
    .map(([drawn, relaxed, hasPins]) => {
      const buffers = drawn.map(({ size, alignment, start, width }, i): Buffer => {
        const pinned = hasPins && i < 2 ? { offset: i * 1024 } : {};
        return {
          id: bufferId(i),
          label: `b${String(i)}`,
          size,
          alignment,
          live: { start, end: start + width },
          ...pinned,
        };
      });
      return { buffers, capacity: Infinity, gaps: distinctGaps(relaxed, buffers) };
    });
}

describe("a solver that runs out of steps", () => {
  it.each([500, 5000, 40_000])(
    "leaves a valid placement, a bound below it, and the same ones each time: %i steps",
    (maxSteps) => {
      let unproven = 0;
      fc.assert(
        fc.property(hardProblems(), (problem) => {
          const result = solveExact(problem, { maxSteps });
          if (result.status === "infeasible") throw new Error("the pins agree");
          if (result.status === "bounded") unproven++;
          expect(checkPlacement(problem, result.placement)).toEqual([]);
          expect(result.lowerBound).toBeLessThanOrEqual(result.placement.height);
          expect(result.placement.height).toBeLessThanOrEqual(solveGreedy(problem).height);
          expect(result.steps).toBeLessThanOrEqual(maxSteps + 20);
          if (maxSteps <= 5000) expect(solveExact(problem, { maxSteps })).toEqual(result);
        }),
        { numRuns: maxSteps > 5000 ? 10 : 30, seed: 20261122, endOnFailure: true },
      );
      expect(unproven).toBeGreaterThan(3);
    },
  );

  it("comes lower with more of them", () => {
    const heights = (maxSteps: number): number[] => {
      const problems = fc.sample(hardProblems(), { numRuns: 12, seed: 20261122 });
      return problems.map((problem) => {
        const result = solveExact(problem, { maxSteps });
        return result.status === "infeasible" ? NaN : result.placement.height;
      });
    };
    const [few, many] = [heights(300), heights(30_000)];
    few.forEach((height, i) => expect(many[i]).toBeLessThanOrEqual(height));
    expect(many.filter((height, i) => height < (few[i] ?? 0)).length).toBeGreaterThan(3);
  });
});
