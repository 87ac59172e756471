// SPDX-License-Identifier: Apache-2.0
/** Solving by the core: completes around it, widens it when something sticks out, and passes its proof on. */
import { describe, expect, it } from "vitest";
import { bufferId } from "../../util/branded.js";
import type { PlacementProblem } from "../problem.js";
import { checkPlacement } from "../verify-placement.js";
import { buildConflicts } from "./build-conflicts.js";
import { solveCoreFirst } from "./core-first.js";
import { flatten, placementOf } from "./flat-problem.js";
import { buildSections } from "./build-sections.js";
import { restartsOf, solverOfParts } from "./part-search.js";

function problemOf(buffers: readonly (readonly [start: number, end: number, size: number])[]): PlacementProblem {
  return {
    capacity: Infinity,
    buffers: buffers.map(([start, end, size], i) => {
      return { id: bufferId(i), label: `b${String(i)}`, size, alignment: 1, live: { start, end } };
    }),
  };
}

const solve = (problem: PlacementProblem, brief: readonly number[], goal: number) => {
  const conflicts = buildConflicts(flatten(problem));
  const { layout, lowerBound } = solveCoreFirst({
    conflicts,
    sections: buildSections(conflicts),
    brief,
    goal,
    maxSteps: 1000,
    greedyFirst: true,
    raisesGoal: true,
    solveWithin: solverOfParts(restartsOf(1000)),
  });
  return { placement: layout === undefined ? undefined : placementOf(layout), lowerBound };
};

describe("solveCoreFirst", () => {
  it("fits brief buffers into the holes of the core", () => {
    const problem = problemOf([
      [0, 4, 8],
      [1, 2, 4],
      [3, 4, 4],
    ]);
    const { placement, lowerBound } = solve(problem, [1, 2], 12);
    expect(placement?.height).toBe(12);
    expect(lowerBound).toBe(8);
    expect(placement === undefined ? [] : checkPlacement(problem, placement)).toEqual([]);
  });

  it("takes into the core what the holes do not hold", () => {
    // Buffers 0 and 1 alone may lie anywhere up to 12; buffer 2 needs them apart or together as it says.
    const problem = problemOf([
      [0, 2, 4],
      [1, 4, 4],
      [1, 2, 4],
      [2, 3, 8],
    ]);
    const { placement } = solve(problem, [2, 3], 12);
    expect(placement?.height).toBe(12);
    expect(placement === undefined ? [] : checkPlacement(problem, placement)).toEqual([]);
  });

  it("proves nothing by a goal above the bound", () => {
    const problem = problemOf([
      [0, 2, 4],
      [1, 2, 1],
    ]);
    expect(solve(problem, [1], 100)).toMatchObject({ lowerBound: 4, placement: { height: 5 } });
  });

  it("raises the bound when the core alone needs more", () => {
    const problem = problemOf([
      [0, 2, 8],
      [0, 2, 8],
      [1, 2, 1],
    ]);
    const { placement, lowerBound } = solve(problem, [2], 10);
    expect(lowerBound).toBeGreaterThanOrEqual(16);
    expect(lowerBound).toBeLessThanOrEqual(17);
    expect(placement?.height).toBe(17);
  });
});
