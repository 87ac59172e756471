// SPDX-License-Identifier: Apache-2.0
/** The exact solver: greedy orders first, then search, with the proof that no placement is lower or the gap that is left. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import { nextReachableHeight } from "../lower-bound.js";
import type { Placement, PlacementProblem, SolveResult } from "../problem.js";
import { FREE } from "./conflicts.js";
import { type CoreInput, solveCoreFirst } from "./core-first.js";
import { solveGreedy } from "./greedy.js";
import { restarts } from "./restarts.js";
import { placePostponed, simplify } from "./simplify.js";
import {
  attempt,
  isHopeless,
  keepBest,
  pinsAgree,
  placeByTime,
  placeInOrders,
  placeLuckily,
  type SolverState,
  start,
} from "./solver-state.js";
import { buildSpans } from "./spans.js";
import { subproblem } from "./subproblem.js";

/** Search nodes, not time, so that every machine gives the same plan. */
const DEFAULT_MAX_STEPS = 400_000;

/** So few buffers are searched as a whole. */
const MAX_WHOLE = 16;
/** What solving the core may take of all steps, should it not succeed; a short search may give half of them to it. */
const CORE_SHARE = 1 / 8;
const MIN_CORE_STEPS = 500;
/** Most cores are solved within as many steps, before anything else is tried. */
const QUICK_CORE_STEPS = 1000;
/** What the core may take where any placement within a capacity will do. */
const MAX_CORE_STEPS_WITHIN = 2000;

/**
 * Where the searches aim between the bound (0) and the best known height (1), in turn. The bound itself is what most
 * problems reach; the heights above it find good placements where the bound is too low, the lower ones often sooner than
 * the higher ones because they prune more; exhausting the last one is the proof.
 */
const TARGETS = [0, 1 / 32, 0, 1, 1 / 4];
/** The same for the core, with a part of its steps for each height but the first. */
const CORE_TARGETS = [0, 1 / 16, 1 / 4, 1];
const CORE_TARGET_SHARE = 1 / 4;

export type FitResult =
  | { readonly status: "fits"; readonly placement: Placement; readonly lowerBound: Bytes; readonly steps: number }
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
  placeByTime(state, state.bound);
  if (state.reach < state.best.height) searchSimplified(state, maxSteps);
  // What is not proven must at least not be worse than TFLM's own placement.
  if (state.bound < state.best.height) keepBest(state, solveGreedy(problem).offsets);
  const status = state.bound === state.best.height ? "optimal" : "bounded";
  return { status, placement: state.best, lowerBound: state.bound, steps: state.steps };
}

/** Searches among the buffers that decide anything at the bound; more capacity only leaves more room to the others. */
function searchSimplified(state: SolverState, maxSteps: number): void {
  const { problem, conflicts, bound } = state;
  const simplified = simplify(conflicts, bound);
  if (simplified.postponed.length === 0) {
    search(state, maxSteps);
    return;
  }
  const part = start(subproblem(problem, simplified.kept));
  placeByTime(part, bound);
  search(part, maxSteps);
  state.steps += part.steps;
  keepBest(state, placePostponed(conflicts, simplified, part.best.offsets));
  state.bound = Math.min(state.best.height, Math.max(bound, nextReachableHeight(problem, part.bound)));
}

/** Lowers the best placement and raises the bound until they meet or the steps are used up. */
function search(state: SolverState, maxSteps: number): void {
  placeInOrders(state, state.bound);
  placeLuckily(state, state.bound);
  if (hasCore(state)) {
    const quickSteps = Math.min(QUICK_CORE_STEPS, coreSteps(maxSteps));
    tryCoreFirst(state, { goal: state.reach, raisesGoal: true, maxSteps: quickSteps });
  }
  for (const share of hasCore(state) ? CORE_TARGETS : []) {
    if (state.reach >= state.best.height) break;
    const goal = state.reach + Math.floor((state.best.height - 1 - state.reach) * share);
    const steps = Math.floor(coreSteps(maxSteps) * (share === 0 ? 1 : CORE_TARGET_SHARE));
    const left = maxSteps - state.steps;
    tryCoreFirst(state, { goal, raisesGoal: share === 0, maxSteps: Math.min(steps, left) });
  }
  let runs = 0;
  for (const { maxSteps: runSteps, ...run } of restarts(state.orders)) {
    if (state.reach >= state.best.height || state.steps >= maxSteps) break;
    const share = TARGETS[runs++ % TARGETS.length] ?? 0;
    const capacity = state.reach + Math.floor((state.best.height - 1 - state.reach) * share);
    attempt(state, { ...run, capacity, maxSteps: Math.min(runSteps, maxSteps - state.steps) });
  }
}

/** Any placement within `capacity` bytes; stops at the first. */
export function solveWithin(
  problem: PlacementProblem,
  capacity: Bytes,
  options: { readonly maxSteps?: number } = {},
): FitResult {
  const { maxSteps = DEFAULT_MAX_STEPS } = options;
  return searchWithin(problem, capacity, { maxSteps, greedyFirst: true, coreFirst: true });
}

interface WithinOptions {
  readonly maxSteps: number;
  /** Not where greedy placement is known to be hopeless. */
  readonly greedyFirst: boolean;
  /** Not for a core itself. */
  readonly coreFirst: boolean;
}

function searchWithin(problem: PlacementProblem, capacity: Bytes, options: WithinOptions): FitResult {
  const { maxSteps, greedyFirst, coreFirst } = options;
  const state = start(problem);
  if (!pinsAgree(problem, state.conflicts)) return { status: "infeasible", lowerBound: state.bound, steps: 0 };
  if (state.bound > capacity) return { status: "infeasible", lowerBound: state.bound, steps: 0 };
  if (greedyFirst) {
    placeByTime(state, capacity);
    placeInOrders(state, capacity);
  }
  const coreLimit = Math.min(MAX_CORE_STEPS_WITHIN, coreSteps(maxSteps));
  if (coreFirst) tryCoreFirst(state, { goal: capacity, raisesGoal: false, maxSteps: coreLimit });
  for (const { maxSteps: runSteps, ...run } of restarts(state.orders)) {
    if (state.reach > capacity || state.best.height <= capacity || state.steps >= maxSteps) break;
    attempt(state, { ...run, capacity, maxSteps: Math.min(runSteps, maxSteps - state.steps) });
  }
  const { bound, best, steps } = state;
  if (best.height <= capacity) return { status: "fits", placement: best, lowerBound: bound, steps };
  return { status: bound > capacity ? "infeasible" : "unknown", lowerBound: bound, steps };
}

function hasCore({ problem }: SolverState): boolean {
  return problem.buffers.length > MAX_WHOLE;
}

function coreSteps(maxSteps: number): number {
  return Math.floor(Math.max(Math.min(MIN_CORE_STEPS, maxSteps / 2), maxSteps * CORE_SHARE));
}

/** The brief buffers of a problem are those of one section that nothing relaxes and nothing fixes. */
function tryCoreFirst(state: SolverState, aim: Pick<CoreInput, "goal" | "raisesGoal" | "maxSteps">): void {
  const { problem, conflicts, sections } = state;
  if (state.best.height <= aim.goal) return;
  const { count, relaxed, pin } = conflicts;
  const spans = buildSpans(count, sections);
  const isBrief = (i: number): boolean => spans.to[i]! - spans.from[i]! <= 1 && relaxed[i] === 0 && pin[i] === FREE;
  const brief = Array.from(pin.keys()).filter(isBrief);
  if (brief.length === 0) return;
  const greedyFirst = !isHopeless(state, aim.goal);
  const result = solveCoreFirst({
    ...{ problem, conflicts, spans, brief, greedyFirst, ...aim },
    solveWithin: (part, capacity, options) => searchWithin(part, capacity, { ...options, coreFirst: false }),
  });
  state.steps += result.steps;
  if (result.placement !== undefined) keepBest(state, result.placement.offsets);
  const bound = Math.max(state.bound, nextReachableHeight(problem, result.lowerBound));
  state.bound = Math.min(state.best.height, bound);
  state.reach = Math.max(state.reach, state.bound);
}
