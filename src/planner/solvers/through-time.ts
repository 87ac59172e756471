// SPDX-License-Identifier: Apache-2.0
/**
 * The first searches for a placement of the bound's height: in orders of time, in which most networks go well or but for a
 * few buffers, so that what takes long is hopeless.
 */
import type { Bytes } from "../../util/branded.js";
import { placeInOrder } from "./first-fit.js";
import { orderByEnd, orderByStart, timeOrders } from "./orderings.js";
import { restartsOf, solverOfParts, tryCoreFirst } from "./part-search.js";
import { MAX_UNREPAIRED, repair, windowsAround } from "./repair.js";
import { shortRuns } from "./restarts.js";
import { keepBest, type SolverState } from "./solver-state.js";

/** Steps of one run, which goes straight to its end or fails, and of all of them at most. */
const RUN_STEPS = 150;
const MAX_STEPS = 2000;
/** Sections around what sticks out, in turn, and steps of each try to give it room. */
const WINDOWS = [8, 16];
const STEPS_PER_REPAIR = 60;

/** At the bound: a repair of what first fit makes of the plainest order of time, and then runs in each of them. */
export function searchThroughTime(state: SolverState, maxSteps: number): void {
  const { conflicts, reach } = state;
  if (conflicts.count > MAX_UNREPAIRED) repairByTime(state, reach, maxSteps - state.steps);
  tryCoreFirst(state, {
    goal: state.reach,
    raisesGoal: true,
    maxSteps: Math.min(MAX_STEPS, maxSteps - state.steps),
    runs: (core) => shortRuns(timeOrders(core.conflicts, core.sections), RUN_STEPS),
  });
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
