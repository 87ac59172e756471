// SPDX-License-Identifier: Apache-2.0
/** Answers whether a problem fits into a capacity, with a placement when it does. */
import type { Bytes } from "../../util/branded.js";
import { lowerBound } from "../lower-bound.js";
import type { Placement, PlacementProblem } from "../problem.js";
import { buildConflicts } from "./build-conflicts.js";
import { flatten, placementOf } from "./flat-problem.js";
import { restartsOf, searchWithin } from "./part-search.js";
import { DEFAULT_MAX_STEPS, FIRST_STEPS } from "./restarts.js";
import { pinsAgree } from "./solver-state.js";

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
  const conflicts = buildConflicts(flatten(problem));
  if (!pinsAgree(problem, conflicts)) return { status: "infeasible", lowerBound: lowerBound(problem), steps: 0 };
  const searched = { maxSteps, greedyFirst: true, coreFirst: true, runs: restartsOf(FIRST_STEPS) };
  const { layout, ...learnt } = searchWithin(conflicts, capacity, searched);
  if (layout !== undefined) return { status: "fits", placement: placementOf(layout), ...learnt };
  return { status: learnt.lowerBound > capacity ? "infeasible" : "unknown", ...learnt };
}
