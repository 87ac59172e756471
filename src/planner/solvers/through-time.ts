// SPDX-License-Identifier: Apache-2.0
/**
 * The first searches for a placement of the bound's height: in orders of time, in which most networks go well or but for a
 * few buffers, so that what takes long is hopeless.
 */
import type { Bytes } from "../../util/branded.js";
import { placeInOrder } from "./first-fit.js";
import { orderByStart, timeOrders } from "./orderings.js";
import { restartsOf, type Runs, solverOfParts, tryCoreFirst } from "./part-search.js";
import { repair, windowsAround } from "./repair.js";
import { shortRuns } from "./restarts.js";
import { keepBest, type SolverState } from "./solver-state.js";

/** Steps of the first run, which goes straight to its end or fails, of one of the others, and of all of them at most. */
const FIRST_RUN_STEPS = 110;
const RUN_STEPS = 150;
const MAX_STEPS = 2000;
/** Sections around what sticks out, in turn, and steps of each try to give it room. */
const WINDOWS = [8, 16];
const STEPS_PER_REPAIR = 100;

/** At the bound: a run in the plainest order of time, then a repair of what first fit makes of it, then all other runs. */
export function searchThroughTime(state: SolverState, maxSteps: number): void {
  const tryCore = (runs: Runs): void => {
    const steps = Math.min(MAX_STEPS, maxSteps - state.steps);
    tryCoreFirst(state, { goal: state.reach, raisesGoal: true, maxSteps: steps, runs });
  };
  tryCore(({ conflicts }) => [{ order: orderByStart(conflicts), lowFirst: 0, maxSteps: FIRST_RUN_STEPS }]);
  repairByTime(state, state.reach, maxSteps - state.steps);
  tryCore(({ conflicts, sections }) => Array.from(shortRuns(timeOrders(conflicts, sections), RUN_STEPS)).slice(1));
}

/**
 * Places in the order of time, in which most networks go well but for a few buffers, and gives those that end above the
 * goal room by moving what lives near them.
 */
export function repairByTime(state: SolverState, goal: Bytes, maxSteps: number): void {
  const { conflicts, sections } = state;
  if (state.best.height <= goal) return;
  const repaired = repair({
    ...{ conflicts, goal, maxSteps },
    layout: placeInOrder(conflicts, orderByStart(conflicts)),
    neighbourhood: windowsAround(conflicts, sections, WINDOWS),
    stepsPerTry: STEPS_PER_REPAIR,
    solveWithin: solverOfParts(restartsOf(STEPS_PER_REPAIR)),
  });
  state.steps += repaired.steps;
  keepBest(state, repaired.layout);
}
