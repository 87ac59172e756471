// SPDX-License-Identifier: Apache-2.0
/** The exact solver: greedy orders first, then search, with the proof that no placement is lower or the gap that is left. */
import type { PlacementProblem, SolveResult } from "../problem.js";
import { buildConflicts } from "./build-conflicts.js";
import { flatten, placementOf } from "./flat-problem.js";
import { solveGreedy } from "./greedy.js";
import { createNeighbourhoodSearch, type NeighbourhoodSearch } from "./neighbourhoods.js";
import { restartsOf, searchSimplified, solverOfParts, tryCoreFirst } from "./part-search.js";
import { DEFAULT_MAX_STEPS, FIRST_STEPS, restarts } from "./restarts.js";
import {
  attempt,
  keepBest,
  pinsAgree,
  placeByTime,
  placeInOrders,
  placeLuckily,
  type SolverState,
  start,
} from "./solver-state.js";
import { searchThroughTime } from "./through-time.js";
import { createWindowBounds, type WindowBounds } from "./window-bounds.js";

/** So few buffers are searched as a whole. */
const MAX_WHOLE = 16;

/** Steps of the first round for each height of a descent; on tiled networks, where chance rules, many small ones do best. */
const ROUND_STEPS = 1000;
/** The steps of windows, at the bound, near the best placement, of the proof and for the whole, as multiples of that. */
const FOR_WINDOWS = 4;
const AT_BOUND = 16;
const NEAR_BEST = 8;
const FOR_PROOF = 12;
const FOR_WHOLE = 1;
/** Runs at the bound, which most networks reach, are shorter: an order that is lucky there is so at once. */
const FIRST_STEPS_AT_BOUND = 500;
/** Near the best placement problems are small. */
const FIRST_STEPS_OF_PARTS = 100;
/** The lowest height of a descent above the bound, as a part of the way to the best height. */
const FIRST_RISE = 1 / 16;

/**
 * Where searches of the whole aim between the bound (0) and the best known height (1), in turn. The bound itself is what
 * most problems reach; the heights above it find good placements where the bound is too low, the lower ones often sooner
 * than the higher ones because they prune more; exhausting the last one is the proof.
 */
const TARGETS = [0, 1 / 32, 0, 1, 1 / 4];

/**
 * A lowest placement. The problem's capacity is not a limit here: a caller who learns that the optimum exceeds it can
 * say by how much. `solveWithin` answers whether a capacity suffices.
 */
export function solveExact(problem: PlacementProblem, options: { readonly maxSteps?: number } = {}): SolveResult {
  const maxSteps = options.maxSteps ?? DEFAULT_MAX_STEPS;
  const state = start(buildConflicts(flatten(problem)));
  if (!pinsAgree(problem, state.conflicts)) return { status: "infeasible", lowerBound: state.bound, steps: 0 };
  placeByTime(state, state.bound);
  const { bound } = state;
  if (state.reach < state.best.height) {
    searchSimplified(state, bound, (part) => {
      if (part !== state) placeByTime(part, bound);
      search(part, maxSteps);
    });
  }
  // What is not proven must at least not be worse than TFLM's own placement.
  if (state.bound < state.best.height) {
    const { offsets, height } = solveGreedy(problem);
    keepBest(state, { offsets: new Float64Array(offsets), height });
  }
  const status = state.bound === state.best.height ? "optimal" : "bounded";
  return { status, placement: placementOf(state.best), lowerBound: state.bound, steps: state.steps };
}

/**
 * Lowers the best placement and raises the bound until they meet or the steps are used up: in rounds of twice as many
 * steps each, because what a search needs cannot be foreseen.
 */
function search(state: SolverState, maxSteps: number): void {
  placeInOrders(state, state.bound);
  placeLuckily(state, state.bound);
  const hasCore = state.conflicts.count > MAX_WHOLE;
  const isOpen = (): boolean => state.reach < state.best.height && state.steps < maxSteps;
  const runs = restarts(state.orders);
  let runCount = 0;
  if (hasCore) searchThroughTime(state, maxSteps);
  let raiseByWindows: WindowBounds | undefined;
  let searchNearBest: NeighbourhoodSearch | undefined;
  for (let steps = ROUND_STEPS; isOpen(); steps *= 2) {
    if (hasCore) {
      const { reach } = state;
      raiseByWindows ??= createWindowBounds(state);
      raiseByWindows(Math.min(FOR_WINDOWS * steps, maxSteps - state.steps));
      if (state.reach > reach) searchThroughTime(state, maxSteps);
      descend(state, steps, maxSteps);
      searchNearBest ??= createNeighbourhoodSearch(state, solverOfParts(restartsOf(FIRST_STEPS_OF_PARTS)));
      searchNearBest(Math.min(NEAR_BEST * steps, maxSteps - state.steps));
      prove(state, Math.min(FOR_PROOF * steps, maxSteps - state.steps));
    }
    for (const end = state.steps + FOR_WHOLE * steps; isOpen() && state.steps < end;) {
      const { maxSteps: runSteps, ...run } = runs.next().value;
      const share = TARGETS[runCount++ % TARGETS.length] ?? 0;
      const capacity = state.reach + Math.floor((state.best.height - 1 - state.reach) * share);
      attempt(state, { ...run, capacity, maxSteps: Math.min(runSteps, maxSteps - state.steps) });
    }
  }
}

/** Searches for the core at the bound, and then at heights that leave it ever faster, from below after each success. */
function descend(state: SolverState, steps: number, maxSteps: number): void {
  for (let share = 0; share < 1 && state.reach < state.best.height && state.steps < maxSteps;) {
    const { best, reach } = state;
    const goal = reach + Math.floor((best.height - 1 - reach) * share);
    const isBound = share === 0;
    tryCoreFirst(state, {
      goal,
      raisesGoal: isBound,
      maxSteps: Math.min(isBound ? AT_BOUND * steps : steps, maxSteps - state.steps),
      runs: restartsOf(isBound ? FIRST_STEPS_AT_BOUND : FIRST_STEPS),
    });
    share = isBound || state.best.height < best.height ? FIRST_RISE : 2 * share;
  }
}

/** Exhausts the core below the best height, by runs that nothing interrupts: finds a lower one, or proves that there is none. */
function prove(state: SolverState, steps: number): void {
  const end = state.steps + steps;
  for (let before = Infinity; state.reach < state.best.height && state.best.height < before && state.steps < end;) {
    before = state.best.height;
    const maxSteps = end - state.steps;
    tryCoreFirst(state, { goal: before - 1, raisesGoal: false, maxSteps, runs: restartsOf(Infinity) });
  }
}
