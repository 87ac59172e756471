// SPDX-License-Identifier: Apache-2.0
/** Bounds by windows: raised where a few sections need more than their load, never above the optimum, each window once. */
import { describe, expect, it } from "vitest";
import { bufferId } from "../../util/branded.js";
import type { PlacementProblem } from "../problem.js";
import { buildConflicts } from "./build-conflicts.js";
import { solveExact } from "./exact.js";
import { flatten } from "./flat-problem.js";
import { start } from "./solver-state.js";
import { createWindowBounds } from "./window-bounds.js";
import { solveWithin } from "./within.js";

type Row = readonly [start: number, end: number, size: number];

/** Fifty buffers in a chain, of which the sections say that 10 bytes suffice, and four in the middle of it, which need 12. */
function problem(): PlacementProblem {
  // The second of four may lie half on the first, and the third half on the second. Either way around, the fourth, which
  // lives as long as the second, leaves room for one of the two only.
  const four: readonly Row[] = [
    [20, 21, 4],
    [20, 22, 4],
    [21, 22, 4],
    [20, 22, 4],
  ];
  const chain = Array.from({ length: 50 }, (_, i): Row => (i < 20 ? [i, i + 1, 10] : [i + 2, i + 3, 5 + (i % 6)]));
  const buffers = [...four, ...chain].map(([begin, end, size], i) => {
    return { id: bufferId(i), label: `b${String(i)}`, size, alignment: 1, live: { start: begin, end } };
  });
  const onTop = [0, 1].map((i) => ({ lower: bufferId(i), upper: bufferId(i + 1), gap: 2 }));
  return { buffers, gaps: onTop, capacity: Infinity };
}

const stateOf = (given: PlacementProblem) => {
  const state = start(buildConflicts(flatten(given)));
  state.best = { ...state.best, height: given.buffers.reduce((sum, { size }) => sum + size, 0) };
  return state;
};

/** Twenty to forty buffers, of which every other one may overlap the one before; a tenth is pinned in half of the problems. */
function randomProblem(random: (below: number) => number): PlacementProblem {
  let top = 0;
  const hasPins = random(2) === 0;
  const buffers = Array.from({ length: 20 + random(20) }, (_, i) => {
    const [begin, size, alignment] = [random(24), 1 + random(30), 1 + 3 * random(2)];
    const offset = Math.ceil(top / alignment) * alignment;
    const isPinned = hasPins && random(10) === 0;
    if (isPinned) top = offset + size;
    const live = { start: begin, end: begin + 1 + random(4) };
    return { id: bufferId(i), label: `b${String(i)}`, size, alignment, live, ...(isPinned ? { offset } : {}) };
  });
  const gaps = buffers.slice(1).flatMap(({ id, size }, i) => {
    const below = buffers[i]!;
    return random(2) === 0 ? [{ lower: below.id, upper: id, gap: below.size - random(below.size + size) }] : [];
  });
  return { buffers, gaps, capacity: Infinity };
}

describe("createWindowBounds", () => {
  it("proves what a few sections need, in few steps", () => {
    const state = stateOf(problem());
    expect(state.bound).toBe(10);
    createWindowBounds(state)(1000);
    expect({ bound: state.bound, reach: state.reach }).toEqual({ bound: 12, reach: 12 });
    expect(state.steps).toBeLessThan(200);
    expect(solveExact(problem())).toMatchObject({ status: "optimal", placement: { height: 12 } });
  });

  it("keeps to its steps, and goes on where it stopped until each window is known to fit", () => {
    const state = stateOf(problem());
    const raise = createWindowBounds(state);
    raise(3);
    expect(state.steps).toBe(3);
    raise(1000);
    const { steps } = state;
    raise(1000);
    expect({ steps: state.steps, bound: state.bound }).toEqual({ steps, bound: 12 });
  });

  it("stops at the best height that is known", () => {
    const state = stateOf(problem());
    state.best = { ...state.best, height: 11 };
    createWindowBounds(state)(1000);
    expect(state.bound).toBe(11);
  });

  it("leaves no placement below what it raises, with overlaps, pins and alignments", () => {
    let value = 20261122;
    const random = (below: number): number => (value = (value * 48271) % 2147483647) % below;
    let raised = 0;
    for (let run = 0; run < 150; run++) {
      const given = randomProblem(random);
      const state = stateOf(given);
      const { bound } = state;
      createWindowBounds(state)(5000);
      if (state.bound === bound) continue;
      raised++;
      // Which knows nothing of windows.
      expect(solveWithin(given, state.bound - 1, { maxSteps: 20_000 }).status).not.toBe("fits");
    }
    expect(raised).toBeGreaterThan(10);
  });
});
