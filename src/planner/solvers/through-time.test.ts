// SPDX-License-Identifier: Apache-2.0
/** Searches in orders of time: each order goes through time its way, and repairs reach the bound where first fit does not. */
import { describe, expect, it } from "vitest";
import { bufferId } from "../../util/branded.js";
import type { PlacementProblem } from "../problem.js";
import { checkPlacement } from "../verify-placement.js";
import { buildConflicts } from "./build-conflicts.js";
import { placeInOrder } from "./first-fit.js";
import { flatten, placementOf } from "./flat-problem.js";
import { orderByStart, timeOrders } from "./orderings.js";
import { shortRuns } from "./restarts.js";
import { buildSections } from "./build-sections.js";
import { keepBest, start } from "./solver-state.js";
import { repairByTime, searchThroughTime } from "./through-time.js";

function problemOf(rows: readonly (readonly [start: number, end: number, size: number])[]): PlacementProblem {
  const buffers = rows.map(([begin, end, size], i) => {
    return { id: bufferId(i), label: `b${String(i)}`, size, alignment: 1, live: { start: begin, end } };
  });
  return { buffers, capacity: Infinity };
}

/** A network of sixty nodes: each output is read by the next node, every fifth one by later nodes too. */
function network(seed: number): PlacementProblem {
  let value = seed;
  const random = (below: number): number => (value = (value * 48271) % 2147483647) % below;
  return problemOf(
    Array.from({ length: 60 }, (_, i) => [i, i + 2 + (random(5) === 0 ? random(12) : 0), 8 + random(56)] as const),
  );
}

/** The same where every third node may write over the last bytes of what it reads. */
function overlapping(seed: number): PlacementProblem {
  const { buffers } = network(seed);
  const gaps = buffers.slice(1).flatMap(({ id, size }, i) => {
    const half = Math.floor(Math.min(size, buffers[i]!.size) / 2);
    return i % 3 === 0 ? [{ lower: id, upper: buffers[i]!.id, gap: size - half }] : [];
  });
  return { buffers, gaps, capacity: Infinity };
}

const stateOf = (problem: PlacementProblem) => {
  const state = start(buildConflicts(flatten(problem)));
  keepBest(state, placeInOrder(state.conflicts, orderByStart(state.conflicts)));
  return state;
};
const seeds = Array.from({ length: 80 }, (_, i) => i + 1);

describe("timeOrders", () => {
  it("goes forwards, backwards, by end and outwards, and takes the larger first where they tie", () => {
    const flat = flatten(
      problemOf([
        [0, 2, 8],
        [1, 5, 64],
        [1, 3, 16],
        [4, 6, 32],
        [6, 7, 8],
      ]),
    );
    expect(timeOrders(flat, buildSections(flat))).toEqual([
      [0, 1, 2, 3, 4],
      [4, 3, 1, 2, 0],
      [4, 3, 1, 2, 0],
      [0, 2, 1, 3, 4],
      // Sections {0, 1, 2}, {1, 3}, {4}: the second one is the fullest.
      [1, 3, 2, 0, 4],
    ]);
  });
});

describe("shortRuns", () => {
  it("gives every order once in each way, and ends", () => {
    const runs = Array.from(
      shortRuns(
        [
          [0, 1],
          [1, 0],
        ],
        7,
      ),
    );
    expect(runs.map(({ order }) => order[0])).toEqual([0, 1, 0, 1]);
    expect(runs.map(({ lowFirst }) => lowFirst > 0)).toEqual([false, false, true, true]);
    expect(runs.every(({ maxSteps }) => maxSteps === 7)).toBe(true);
  });
});

describe("repairByTime", () => {
  it("brings many placements down to the bound, and spoils none", () => {
    let open = 0;
    let repaired = 0;
    for (const seed of seeds) {
      const problem = network(seed);
      const state = stateOf(problem);
      const before = state.best.height;
      if (before === state.bound) continue;
      open++;
      repairByTime(state, state.bound, 2000);
      expect(checkPlacement(problem, placementOf(state.best))).toEqual([]);
      expect(state.best.height).toBeLessThanOrEqual(before);
      if (state.best.height === state.bound) repaired++;
    }
    expect(open).toBeGreaterThan(40);
    expect(repaired).toBeGreaterThan(open / 2);
  });

  it("keeps to its steps, and does nothing when the goal is reached", () => {
    for (const seed of seeds) {
      const state = stateOf(network(seed));
      repairByTime(state, state.best.height, 100);
      expect(state.steps).toBe(0);
      repairByTime(state, state.bound, 0);
      expect(state.steps).toBe(0);
      repairByTime(state, state.bound, 30);
      expect(state.steps).toBeLessThanOrEqual(30);
    }
  });
});

describe("searchThroughTime", () => {
  it.each([
    ["disjoint", network],
    ["overlapping", overlapping],
  ])("finds more than repairs alone, within its steps, for %s buffers", (_, problemOfSeed) => {
    let [found, repaired] = [0, 0];
    for (const seed of seeds) {
      const problem = problemOfSeed(seed);
      const [searched, alone] = [stateOf(problem), stateOf(problem)];
      searchThroughTime(searched, 3000);
      repairByTime(alone, alone.bound, 3000);
      expect(checkPlacement(problem, placementOf(searched.best))).toEqual([]);
      expect(searched.steps).toBeLessThan(3020);
      if (searched.best.height === searched.bound) found++;
      if (alone.best.height === alone.bound) repaired++;
    }
    expect(found).toBeGreaterThan(repaired);
    expect(repaired).toBeGreaterThan(10);
  });
});
