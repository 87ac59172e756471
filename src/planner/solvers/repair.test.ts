// SPDX-License-Identifier: Apache-2.0
/** Repairs move what is near, leave alone what is far, never spoil a placement and say how many steps they took. */
import { describe, expect, it } from "vitest";
import { bufferId } from "../../util/branded.js";
import type { PlacementProblem } from "../problem.js";
import { checkPlacement } from "../verify-placement.js";
import { buildConflicts } from "./build-conflicts.js";
import { placeInOrder } from "./first-fit.js";
import { flatten, placementOf } from "./flat-problem.js";
import { repair, type RepairInput, windowsAround } from "./repair.js";
import { buildSections } from "./build-sections.js";
import { restartsOf, solverOfParts } from "./part-search.js";

type Row = readonly [start: number, end: number, size: number, offset: number, pin?: number];

function problemOf(rows: readonly Row[]): PlacementProblem {
  return {
    capacity: Infinity,
    buffers: rows.map(([start, end, size, , pin], i) => {
      const pinned = pin === undefined ? {} : { offset: pin };
      return { id: bufferId(i), label: `b${String(i)}`, size, alignment: 1, live: { start, end }, ...pinned };
    }),
  };
}

function repaired(
  rows: readonly Row[],
  goal: number,
  options: Partial<Pick<RepairInput, "maxSteps" | "greedyOrders" | "solveWithin">> = {},
) {
  const problem = problemOf(rows);
  const placement = {
    offsets: rows.map(([, , , offset]) => offset),
    height: Math.max(...rows.map(([, , size, offset]) => offset + size)),
  };
  expect(checkPlacement(problem, placement)).toEqual([]);
  const conflicts = buildConflicts(flatten(problem));
  const { layout, steps } = repair({
    ...{ conflicts, goal, maxSteps: 1000 },
    layout: { offsets: Int32Array.from(placement.offsets), height: placement.height },
    neighbourhood: windowsAround(conflicts, buildSections(conflicts), [2, 4, 8]),
    stepsPerTry: 100,
    solveWithin: solverOfParts(restartsOf(100)),
    ...options,
  });
  const result = { placement: placementOf(layout), steps };
  expect(checkPlacement(problem, result.placement)).toEqual([]);
  return result;
}

/** Buffer 1 leaves holes of 2 and 2 at time 1, where buffer 2 wants 4. */
const SPLIT: readonly Row[] = [
  [0, 1, 2, 0],
  [0, 2, 4, 2],
  [1, 2, 4, 6],
];

describe("repair", () => {
  it("moves what lives near the buffer that sticks out", () => {
    const { placement } = repaired(SPLIT, 8);
    expect(placement.height).toBe(8);
  });

  it("tries the greedy orders first, then with what sticks out in front, and takes none that ends too high", () => {
    // 0, 1, 2 leaves it as it is: only 2, 0, 1 helps there.
    for (const order of [
      [2, 1, 0],
      [0, 2, 1],
      [1, 2, 0],
      [0, 1, 2],
    ]) {
      const solveWithin = (): never => expect.unreachable("the order suffices");
      const { placement, steps } = repaired(SPLIT, 8, { greedyOrders: [order], solveWithin });
      expect({ height: placement.height, steps }).toEqual({ height: 8, steps: 0 });
    }
  });

  it("leaves alone what lives further away than its widest window", () => {
    const far = Array.from({ length: 20 }, (_, i): Row => [i + 2, i + 3, 3, 5]);
    const { placement } = repaired([...SPLIT, ...far], 8);
    expect(placement.height).toBe(8);
    expect(placement.offsets.slice(-10)).toEqual(far.slice(-10).map(([, , , offset]) => offset));
  });

  it("keeps pins, and the placement where they forbid the repair", () => {
    const [first, , third] = SPLIT;
    const rows: readonly Row[] = [first!, [0, 2, 4, 2, 2], third!];
    const { placement } = repaired(rows, 8, { greedyOrders: [[2, 0]] });
    expect(placement.offsets).toEqual(rows.map(([, , , offset]) => offset));
  });

  it("gives up where a pin sticks out", () => {
    expect(repaired([...SPLIT, [3, 4, 1, 8, 8]], 8)).toMatchObject({ steps: 0, placement: { offsets: [0, 2, 6, 8] } });
  });

  it("returns what it was given without a step to take, or with nothing to repair", () => {
    expect(repaired(SPLIT, 8, { maxSteps: 0 })).toMatchObject({ steps: 0, placement: { height: 10 } });
    expect(repaired(SPLIT, 10)).toMatchObject({ steps: 0, placement: { offsets: [0, 2, 6], height: 10 } });
  });

  it("stays valid where only some of what sticks out could be repaired", () => {
    let state = 20261122;
    const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
    let partly = 0;
    for (let run = 0; run < 500; run++) {
      const spots = Array.from({ length: 10 + random(20) }, (): Row => {
        const start = random(12);
        return [start, start + 1 + random(5), 1 + random(12), 0];
      });
      const { offsets, height } = placeInOrder(
        buildConflicts(flatten(problemOf(spots))),
        Array.from(spots.keys()).sort((a, b) => ((a * 7919) % 31) - ((b * 7919) % 31)),
      );
      const rows = spots.map(([start, end, size], i): Row => [start, end, size, offsets[i]!]);
      const greedyOrders = run % 2 === 0 ? [] : [Array.from(rows.keys()), Array.from(rows.keys()).reverse()];
      const { placement } = repaired(rows, height - 1 - random(6), { maxSteps: 40, greedyOrders });
      expect(placement.height).toBeLessThanOrEqual(height);
      if (placement.height < height) partly++;
    }
    expect(partly).toBeGreaterThan(50);
  });
});
