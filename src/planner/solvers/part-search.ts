// SPDX-License-Identifier: Apache-2.0
/** Searches a problem, or a part of one, for any placement within a capacity: what decides anything there, and its core first. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import type { Conflicts } from "./conflicts.js";
import { type CoreInput, solveCoreFirst } from "./core-first.js";
import { FREE, nextHeight } from "./flat-problem.js";
import { restarts, type Run } from "./restarts.js";
import { placePostponed, simplify } from "./simplify.js";
import {
  attempt,
  isHopeless,
  keepBest,
  placeByTime,
  placeInOrders,
  raiseBound,
  type SolverState,
  start,
} from "./solver-state.js";
import { subproblem } from "./subproblem.js";

/** What solving the core may take before all buffers are searched together. */
const MAX_CORE_STEPS = 2000;

/** The runs of the search for a problem. */
export type Runs = (state: SolverState) => Iterable<Run>;

/** Runs in the standard orders, of which the first ones take so many steps, and in disturbed ones. */
export function restartsOf(firstSteps: number): Runs {
  return ({ orders }) => restarts(orders, firstSteps);
}

interface WithinOptions {
  readonly maxSteps: number;
  /** Not where greedy placement is known to be hopeless. */
  readonly greedyFirst: boolean;
  /** Not for a core itself. */
  readonly coreFirst: boolean;
  /** How the search goes about a problem. */
  readonly runs: Runs;
}

/** A layout within the capacity, or what was learnt without one. */
type Searched = ReturnType<CoreInput["solveWithin"]>;

export function searchWithin(conflicts: Conflicts, capacity: Bytes, options: WithinOptions): Searched {
  const state = start(conflicts);
  if (state.bound > capacity) return { layout: undefined, lowerBound: state.bound, steps: 0 };
  if (options.greedyFirst) {
    placeByTime(state, capacity);
    placeInOrders(state, capacity);
  }
  if (state.best.height > capacity) searchSimplified(state, capacity, (part) => searchPart(part, capacity, options));
  const { bound, best, steps } = state;
  return { layout: best.height <= capacity ? best : undefined, lowerBound: bound, steps };
}

/**
 * Searches among the buffers that decide anything at the capacity, and places the others around what is found there; more
 * capacity only leaves more room to them.
 */
export function searchSimplified(state: SolverState, capacity: Bytes, search: (part: SolverState) => void): void {
  const { conflicts } = state;
  const simplified = simplify(conflicts, capacity);
  if (simplified.postponed.length === 0) {
    search(state);
    return;
  }
  const part = start(subproblem(conflicts, simplified.kept));
  search(part);
  state.steps += part.steps;
  if (part.best.height < Infinity) keepBest(state, placePostponed(conflicts, simplified, part.best.offsets));
  const bound = Math.max(state.bound, nextHeight(conflicts, part.bound));
  state.bound = Math.min(state.best.height, bound);
}

function searchPart(state: SolverState, capacity: Bytes, options: WithinOptions): void {
  const { maxSteps, coreFirst, runs } = options;
  const coreSteps = Math.min(MAX_CORE_STEPS, Math.ceil(maxSteps / 2));
  if (coreFirst) tryCoreFirst(state, { goal: capacity, raisesGoal: false, maxSteps: coreSteps, runs });
  for (const { maxSteps: runSteps, ...run } of runs(state)) {
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
  aim: Pick<CoreInput, "goal" | "raisesGoal" | "maxSteps"> & Pick<WithinOptions, "runs">,
): void {
  const { conflicts, sections } = state;
  if (state.best.height <= aim.goal) return;
  const { count, size, relaxed, pin } = conflicts;
  const { from, to, load } = sections;
  const brief: number[] = [];
  for (let i = 0; i < count; i++) {
    const isShort = to[i]! - from[i]! <= 1 && relaxed[i] === 0 && pin[i] === FREE;
    if (isShort && (load[from[i]!] ?? 0) + size[i]! <= aim.goal) brief.push(i);
  }
  const greedyFirst = !isHopeless(state, aim.goal);
  const result = solveCoreFirst({
    ...{ conflicts, sections, brief, greedyFirst, ...aim },
    solveWithin: solverOfParts(aim.runs),
  });
  state.steps += result.steps;
  if (result.layout !== undefined) keepBest(state, result.layout);
  raiseBound(state, result.lowerBound);
}

/** Searches for parts of a problem. */
export function solverOfParts(runs: Runs): CoreInput["solveWithin"] {
  return (part, capacity, { maxSteps, greedyFirst }) =>
    searchWithin(part, capacity, { maxSteps, greedyFirst, coreFirst: false, runs });
}
