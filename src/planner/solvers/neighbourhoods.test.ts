// SPDX-License-Identifier: Apache-2.0
/** Lowering a placement: comes down from bad placements, keeps pins, spends what it may, and is the same each time. */
import { describe, expect, it } from "vitest";
import { bufferId } from "../../util/branded.js";
import type { PlacementProblem } from "../problem.js";
import { checkPlacement } from "../verify-placement.js";
import { solveExact } from "./exact.js";
import { buildConflicts } from "./build-conflicts.js";
import { placeInOrder } from "./first-fit.js";
import { flatten, placementOf } from "./flat-problem.js";
import { createNeighbourhoodSearch } from "./neighbourhoods.js";
import { keepBest, start, type SolverState } from "./solver-state.js";
import { restartsOf, solverOfParts } from "./part-search.js";

/** Forty buffers; `pinned` ones are fixed on top of each other, from 0 upwards. */
function problemOf(seed: number, pinned = 0): PlacementProblem {
  let value = seed;
  const random = (below: number): number => (value = (value * 48271) % 2147483647) % below;
  const buffers = Array.from({ length: 40 }, (_, i) => {
    const begin = random(20);
    const live = { start: begin, end: begin + 1 + random(5) };
    return { id: bufferId(i), label: `b${String(i)}`, size: 1 + random(30), alignment: 1, live };
  });
  let top = 0;
  const fixed = buffers.slice(0, pinned).map((buffer) => ({ ...buffer, offset: (top += buffer.size) - buffer.size }));
  return { capacity: Infinity, buffers: [...fixed, ...buffers.slice(pinned)] };
}

/** Lowers what first fit makes of the buffers in the order of their numbers. */
function lowered(
  problem: PlacementProblem,
  maxSteps: number,
): { readonly before: number; readonly state: SolverState } {
  const state = start(buildConflicts(flatten(problem)));
  keepBest(state, placeInOrder(state.conflicts, Array.from(problem.buffers.keys())));
  const before = state.best.height;
  createNeighbourhoodSearch(state, solverOfParts(restartsOf(100)))(maxSteps);
  expect(checkPlacement(problem, placementOf(state.best))).toEqual([]);
  expect(state.best.height).toBeLessThanOrEqual(before);
  return { before, state };
}

describe("createNeighbourhoodSearch", () => {
  it("brings most placements by first fit down to the least height", () => {
    const seeds = Array.from({ length: 30 }, (_, i) => i + 1);
    const results = seeds.map((seed) => {
      const problem = problemOf(seed);
      const { before, state } = lowered(problem, 20_000);
      const exact = solveExact(problem);
      expect(exact.status).toBe("optimal");
      const least = exact.status === "infeasible" ? NaN : exact.placement.height;
      expect(state.best.height).toBeGreaterThanOrEqual(least);
      return { wasLeast: before === least, isLeast: state.best.height === least };
    });
    expect(results.filter(({ wasLeast }) => wasLeast).length).toBeLessThan(10);
    expect(results.filter(({ isLeast }) => isLeast).length).toBeGreaterThan(24);
  });

  it("leaves pins where they are", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const problem = problemOf(seed, 4);
      const { state } = lowered(problem, 2000);
      const pins = problem.buffers.slice(0, 4).map(({ offset }) => offset);
      expect(Array.from(state.best.offsets.slice(0, 4))).toEqual(pins);
    }
  });

  it("makes the same placement each time, and none without a step", () => {
    const [first, second] = [lowered(problemOf(7), 3000), lowered(problemOf(7), 3000)];
    expect(second.state.best).toEqual(first.state.best);
    expect(second.state.steps).toBe(first.state.steps);
    expect(first.state.best.height).toBeLessThan(first.before);
    const none = lowered(problemOf(7), 0);
    expect(none.state).toMatchObject({ steps: 0, best: { height: first.before } });
  });

  it("hardly exceeds its steps", () => {
    for (const steps of [1, 50, 500, 5000]) expect(lowered(problemOf(11), steps).state.steps).toBeLessThan(steps + 10);
  });
});
