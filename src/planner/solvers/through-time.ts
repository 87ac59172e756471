// SPDX-License-Identifier: Apache-2.0
/**
 * The first searches for a placement of the bound's height: in orders of time, in which most networks go well or but for a
 * few buffers, so that what takes long is hopeless.
 */
import type { Bytes } from "../../util/branded.js";
import type { Conflicts } from "./conflicts.js";
import { placeInOrder } from "./first-fit.js";
import { orderByEnd, orderByStart, timeOrders } from "./orderings.js";
import { restartsOf, solverOfParts, tryCoreFirst } from "./part-search.js";
import { repair, windowsAround } from "./repair.js";
import { type Run, shortRuns } from "./restarts.js";
import { keepBest, type SolverState } from "./solver-state.js";

/** Steps of one run, which goes straight to its end or fails, and of all of them at most. */
const RUN_STEPS = 150;
const MAX_STEPS = 2000;
/** Sections around what sticks out, in turn, and steps of each try to give it room. */
const WINDOWS = [8, 16];
const STEPS_PER_REPAIR = 60;
/** The widest window of a repair holds nearly all of so few buffers. */
const MAX_RUN_FIRST = 32;

/** At the bound: one run in the plainest order of time and a repair of what first fit makes of it, then all other runs. */
export function searchThroughTime(state: SolverState, maxSteps: number): void {
  const search = (runs: (core: SolverState) => readonly Run[]): void => {
    tryCoreFirst(state, {
      ...{ goal: state.reach, raisesGoal: true, runs },
      maxSteps: Math.min(MAX_STEPS, maxSteps - state.steps),
    });
  };
  const runsOf = (core: SolverState): Run[] =>
    Array.from(shortRuns(timeOrders(core.conflicts, core.sections), RUN_STEPS));
  const repairsFirst = isRepairedFirst(state.conflicts);
  if (!repairsFirst) search((core) => runsOf(core).slice(0, 1));
  repairByTime(state, state.reach, maxSteps - state.steps);
  search((core) => runsOf(core).slice(repairsFirst ? 0 : 1));
}

/**
 * Where buffers may overlap, bounds are weak and a search learns late that it went wrong: in large networks repairs then
 * succeed far more often than runs. Where none may, runs do.
 */
function isRepairedFirst({ count, gaps }: Conflicts): boolean {
  return count > MAX_RUN_FIRST && gaps.gap.length > 0;
}

/**
 * Places in the order of time, in which most networks go well but for a few buffers, and gives those that end above the
 * goal room by moving what lives near them: mostly it suffices to place that backwards, towards what was placed forwards.
 */
export function repairByTime(state: SolverState, goal: Bytes, maxSteps: number): void {
  const { conflicts, sections } = state;
  if (state.best.height <= goal) return;
  const forwards = orderByStart(conflicts);
  const repaired = repair({
    ...{ conflicts, goal, maxSteps },
    layout: placeInOrder(conflicts, forwards),
    neighbourhood: windowsAround(conflicts, sections, WINDOWS),
    greedyOrders: [orderByEnd(conflicts), forwards],
    stepsPerTry: STEPS_PER_REPAIR,
    solveWithin: solverOfParts(restartsOf(STEPS_PER_REPAIR)),
  });
  state.steps += repaired.steps;
  keepBest(state, repaired.layout);
}
