// SPDX-License-Identifier: Apache-2.0
/** Searches for any placement within a capacity: among the buffers that decide anything there, and by their core. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import { nextReachableHeight, sectionBound } from "../lower-bound.js";
import type { Placement, PlacementProblem } from "../problem.js";
import { FREE } from "./conflicts.js";
import { type CoreInput, solveCoreFirst } from "./core-first.js";
import { FIRST_STEPS, restarts } from "./restarts.js";
import { placePostponed, simplify } from "./simplify.js";
import {
  attempt,
  isHopeless,
  keepBest,
  pinsAgree,
  placeByTime,
  placeInOrders,
  type SolverState,
  start,
} from "./solver-state.js";
import { buildSpans } from "./spans.js";
import { subproblem } from "./subproblem.js";

/** Search nodes, not time, so that every machine gives the same plan. */
export const DEFAULT_MAX_STEPS = 400_000;

/** What solving the core may take before all buffers are searched together. */
const MAX_CORE_STEPS = 2000;

export type FitResult =
  | { readonly status: "fits"; readonly placement: Placement; readonly lowerBound: Bytes; readonly steps: number }
  | { readonly status: "infeasible"; readonly lowerBound: Bytes; readonly steps: number }
  | { readonly status: "unknown"; readonly lowerBound: Bytes; readonly steps: number };

/** Any placement within `capacity` bytes; stops at the first. */
export function solveWithin(
  problem: PlacementProblem,
  capacity: Bytes,
  options: { readonly maxSteps?: number } = {},
): FitResult {
  const { maxSteps = DEFAULT_MAX_STEPS } = options;
  return searchWithin(problem, capacity, { maxSteps, greedyFirst: true, coreFirst: true, firstSteps: FIRST_STEPS });
}

interface WithinOptions {
  readonly maxSteps: number;
  /** Not where greedy placement is known to be hopeless. */
  readonly greedyFirst: boolean;
  /** Not for a core itself. */
  readonly coreFirst: boolean;
  /** Steps of the first runs of the search; see `restarts`. */
  readonly firstSteps: number;
}

function searchWithin(problem: PlacementProblem, capacity: Bytes, options: WithinOptions): FitResult {
  const state = start(problem);
  if (!pinsAgree(problem, state.conflicts)) return { status: "infeasible", lowerBound: state.bound, steps: 0 };
  if (state.bound > capacity) return { status: "infeasible", lowerBound: state.bound, steps: 0 };
  if (options.greedyFirst) {
    placeByTime(state, capacity);
    placeInOrders(state, capacity);
  }
  if (state.best.height > capacity) searchSimplified(state, capacity, (part) => searchPart(part, capacity, options));
  const { bound, best, steps } = state;
  if (best.height <= capacity) return { status: "fits", placement: best, lowerBound: bound, steps };
  return { status: bound > capacity ? "infeasible" : "unknown", lowerBound: bound, steps };
}

/**
 * Searches among the buffers that decide anything at the capacity, and places the others around what is found there; more
 * capacity only leaves more room to them.
 */
export function searchSimplified(state: SolverState, capacity: Bytes, search: (part: SolverState) => void): void {
  const { problem, conflicts } = state;
  const simplified = simplify(conflicts, capacity);
  if (simplified.postponed.length === 0) {
    search(state);
    return;
  }
  const part = start(subproblem(problem, simplified.kept));
  search(part);
  state.steps += part.steps;
  if (part.best.height < Infinity) keepBest(state, placePostponed(conflicts, simplified, part.best.offsets));
  const bound = Math.max(state.bound, nextReachableHeight(problem, part.bound));
  state.bound = Math.min(state.best.height, bound);
}

function searchPart(state: SolverState, capacity: Bytes, options: WithinOptions): void {
  const { maxSteps, coreFirst, firstSteps } = options;
  const coreSteps = Math.min(MAX_CORE_STEPS, Math.ceil(maxSteps / 2));
  if (coreFirst) tryCoreFirst(state, { goal: capacity, raisesGoal: false, maxSteps: coreSteps, firstSteps });
  for (const { maxSteps: runSteps, ...run } of restarts(state.orders, firstSteps)) {
    if (state.reach > capacity || state.best.height <= capacity || state.steps >= maxSteps) break;
    attempt(state, { ...run, capacity, maxSteps: Math.min(runSteps, maxSteps - state.steps) });
  }
}

/**
 * Searches for a placement of the goal's height by the core alone, which may lower the best placement or raise the bound.
 * The brief buffers of a problem, which are left out of the core, are those of one section that nothing relaxes and
 * nothing fixes, and to which this section leaves at least as much room again as they need.
 */
export function tryCoreFirst(
  state: SolverState,
  aim: Pick<CoreInput, "goal" | "raisesGoal" | "maxSteps"> & Pick<WithinOptions, "firstSteps">,
): void {
  const { problem, conflicts, sections } = state;
  if (state.best.height <= aim.goal) return;
  const { count, size, relaxed, pin } = conflicts;
  const spans = buildSpans(count, sections);
  const loads = sections.map(sectionBound);
  const hasRoom = (i: number): boolean => (loads[spans.from[i]!] ?? 0) + size[i]! <= aim.goal;
  const isBrief = (i: number): boolean =>
    spans.to[i]! - spans.from[i]! <= 1 && relaxed[i] === 0 && pin[i] === FREE && hasRoom(i);
  const brief = Array.from(pin.keys()).filter(isBrief);
  const greedyFirst = !isHopeless(state, aim.goal);
  const result = solveCoreFirst({
    ...{ problem, conflicts, spans, brief, greedyFirst, ...aim },
    solveWithin: solverOfParts(aim.firstSteps),
  });
  state.steps += result.steps;
  if (result.placement !== undefined) keepBest(state, result.placement.offsets);
  const bound = Math.max(state.bound, nextReachableHeight(problem, result.lowerBound));
  state.bound = Math.min(state.best.height, bound);
  state.reach = Math.max(state.reach, state.bound);
}

/** Searches for parts of a problem, by runs that begin with so many steps each. */
export function solverOfParts(firstSteps: number): CoreInput["solveWithin"] {
  return (part, capacity, options) => searchWithin(part, capacity, { ...options, coreFirst: false, firstSteps });
}
