// SPDX-License-Identifier: Apache-2.0
/** The exact solver: greedy orders first, then search, with the proof that no placement is lower or the gap that is left. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import { lowerBound, nextReachableHeight } from "../lower-bound.js";
import type { Placement, PlacementProblem, SolveResult } from "../problem.js";
import { buildConflicts, type Conflicts } from "./conflicts.js";
import { placeInOrder } from "./first-fit.js";
import { solveGreedy } from "./greedy.js";
import { standardOrders } from "./orderings.js";
import { restarts, type Run } from "./restarts.js";
import { createSearch, type Search } from "./search.js";
import { buildSections } from "./sections.js";

/** Search nodes, not time, so that every machine gives the same plan. */
const DEFAULT_MAX_STEPS = 400_000;

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
  for (const run of restarts(state.orders)) {
    if (state.bound > capacity || state.best.height <= capacity) break;
    if (state.steps >= maxSteps) return { status: "unknown", lowerBound: state.bound, steps: state.steps };
    attempt(state, run, { capacity, maxSteps });
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
  for (const run of restarts(state.orders)) {
    if (state.bound >= state.best.height || state.steps >= maxSteps) return;
    // A run that settles its height leaves its length to the next one.
    while (attempt(state, run, { capacity: state.bound, maxSteps }) && state.bound < state.best.height);
  }
}

// Looks for lower placements halfway between bound and incumbent, nearer to the incumbent whenever that is too hard.
function lowerIncumbent(state: State, maxSteps: number): void {
  let low = state.bound;
  for (const run of restarts(state.orders)) {
    if (state.bound >= state.best.height || state.steps >= maxSteps) return;
    low = Math.max(low, state.bound);
    const capacity = Math.floor((low + state.best.height - 1) / 2);
    if (attempt(state, run, { capacity, maxSteps })) continue;
    low = capacity + 1 < state.best.height ? capacity + 1 : state.bound;
  }
}

/** One search; true when it found a placement or raised the bound above the capacity. */
function attempt(state: State, run: Run, limits: { readonly capacity: Bytes; readonly maxSteps: number }): boolean {
  const { capacity, maxSteps } = limits;
  const steps = Math.min(run.maxSteps, maxSteps - state.steps);
  const outcome = state.search({ capacity, order: run.order, maxSteps: steps });
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
