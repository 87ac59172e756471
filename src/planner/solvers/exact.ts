// SPDX-License-Identifier: Apache-2.0
/** The exact solver: greedy orders first, then search, with the proof that no placement is lower or the gap that is left. */
import type { Bytes } from "../../util/branded.js";
import { lowerBound, nextReachableHeight } from "../lower-bound.js";
import type { Placement, PlacementProblem, SolveResult } from "../problem.js";
import { buildConflicts, type Conflicts } from "./conflicts.js";
import { placeInOrder } from "./first-fit.js";
import { solveGreedy } from "./greedy.js";
import { standardOrders } from "./orderings.js";
import { createSearch, type Search } from "./search.js";
import { buildSections } from "./sections.js";

/** Search nodes, not time, so that every machine gives the same plan. */
const DEFAULT_MAX_STEPS = 400_000;
const FIRST_LIMIT = 500;

export type FitResult =
  | { readonly status: "fits"; readonly placement: Placement; readonly steps: number }
  | { readonly status: "infeasible"; readonly lowerBound: Bytes; readonly steps: number }
  | { readonly status: "unknown"; readonly lowerBound: Bytes; readonly steps: number };

/**
 * A lowest placement. The problem's capacity is not a limit here: a caller who learns that the optimum exceeds it can
 * say by how much. `solveWithin` answers whether a capacity suffices.
 */
export function solveExact(problem: PlacementProblem, options: { readonly maxSteps?: number } = {}): SolveResult {
  const maxSteps = options.maxSteps ?? DEFAULT_MAX_STEPS;
  const state = start(problem);
  if (!pinsAgree(problem, state.conflicts)) return { status: "infeasible", lowerBound: state.bound, steps: 0 };
  placeGreedily(state, state.bound);
  raiseBound(state, Math.ceil(maxSteps / 2));
  lowerIncumbent(state, maxSteps);
  const status = state.bound === state.best.height ? "optimal" : "bounded";
  return { status, placement: state.best, lowerBound: state.bound, steps: state.steps };
}

/** Any placement within `capacity` bytes; stops at the first. */
export function solveWithin(
  problem: PlacementProblem,
  capacity: Bytes,
  options: { readonly maxSteps?: number } = {},
): FitResult {
  const maxSteps = options.maxSteps ?? DEFAULT_MAX_STEPS;
  const state = start(problem);
  if (!pinsAgree(problem, state.conflicts)) return { status: "infeasible", lowerBound: state.bound, steps: 0 };
  if (state.bound <= capacity) placeGreedily(state, capacity);
  for (let limit = FIRST_LIMIT; state.bound <= capacity && state.best.height > capacity; limit *= 2) {
    if (state.steps >= maxSteps) return { status: "unknown", lowerBound: state.bound, steps: state.steps };
    for (const order of state.orders) if (attempt(state, order, { capacity, limit, maxSteps })) break;
  }
  if (state.best.height <= capacity) return { status: "fits", placement: state.best, steps: state.steps };
  return { status: "infeasible", lowerBound: state.bound, steps: state.steps };
}

interface State {
  readonly problem: PlacementProblem;
  readonly conflicts: Conflicts;
  readonly orders: readonly (readonly number[])[];
  readonly search: Search;
  bound: Bytes;
  best: Placement;
  steps: number;
}

function start(problem: PlacementProblem): State {
  const conflicts = buildConflicts(problem);
  const sections = buildSections(problem);
  return {
    problem,
    conflicts,
    orders: standardOrders(problem.buffers, sections),
    search: createSearch(conflicts, sections),
    bound: lowerBound(problem, sections),
    best: { offsets: [], height: Infinity },
    steps: 0,
  };
}

function pinsAgree({ buffers }: PlacementProblem, conflicts: Conflicts): boolean {
  const aligned = buffers.every(({ offset = 0, alignment }) => offset >= 0 && offset % alignment === 0);
  return aligned && placeInOrder(conflicts, []).height < Infinity;
}

function placeGreedily(state: State, goal: Bytes): void {
  keepBest(state, solveGreedy(state.problem).offsets);
  for (const order of state.orders) {
    if (state.best.height <= goal) return;
    keepBest(state, placeInOrder(state.conflicts, order).offsets);
  }
}

// Searches at the lower bound; each exhausted search raises it to the next height that is not excluded.
function raiseBound(state: State, maxSteps: number): void {
  for (let limit = FIRST_LIMIT; state.bound < state.best.height && state.steps < maxSteps; limit *= 2) {
    for (const order of state.orders) {
      while (attempt(state, order, { capacity: state.bound, limit, maxSteps }) && state.bound < state.best.height);
    }
  }
}

// Looks for lower placements halfway between bound and incumbent, nearer to the incumbent whenever that is too hard.
function lowerIncumbent(state: State, maxSteps: number): void {
  for (let limit = FIRST_LIMIT; state.bound < state.best.height && state.steps < maxSteps; limit *= 2) {
    let low = state.bound;
    while (low < state.best.height && state.steps < maxSteps) {
      const capacity = Math.floor((low + state.best.height - 1) / 2);
      const settled = state.orders.some((order) => attempt(state, order, { capacity, limit, maxSteps }));
      low = Math.max(state.bound, settled ? low : capacity + 1);
    }
  }
}

/** One search; true when it found a placement or raised the bound above the capacity. */
function attempt(
  state: State,
  order: readonly number[],
  limits: { readonly capacity: Bytes; readonly limit: number; readonly maxSteps: number },
): boolean {
  const { capacity, limit, maxSteps } = limits;
  const outcome = state.search({ capacity, order, maxSteps: Math.min(limit, maxSteps - state.steps) });
  state.steps += outcome.steps;
  switch (outcome.status) {
    case "found":
      keepBest(state, outcome.offsets);
      return true;
    case "exhausted":
      // Tightened gaps exclude placements that the problem allows: their exhaustion proves nothing.
      if (state.conflicts.tightened) return false;
      state.bound = Math.min(state.best.height, nextReachableHeight(state.problem, outcome.nextHeight));
      return true;
    case "stopped":
      return false;
  }
}

function keepBest(state: State, offsets: ArrayLike<number>): void {
  const height = state.problem.buffers.reduce((top, { id, size }) => Math.max(top, offsets[id]! + size), 0);
  if (height < state.best.height) state.best = { offsets: Array.from(offsets), height };
}
