// SPDX-License-Identifier: Apache-2.0
/** Heights that no placement can undercut: the live bytes at the worst moment, less what overlap can save. */
import type { Bytes } from "../util/branded.js";
import type { PlacementProblem } from "./problem.js";
import { lowerBoundOf } from "./solvers/bounds.js";
import { flatten, nextHeight } from "./solvers/flat-problem.js";
import { buildSections } from "./solvers/build-sections.js";

/**
 * The largest height that some section, buffer or pin enforces, rounded up to a height that a placement can have.
 * Sound for gaps and mixed alignments.
 */
export function lowerBound(problem: PlacementProblem): Bytes {
  const flat = flatten(problem);
  return lowerBoundOf(flat, buildSections(flat));
}

/** The smallest height ≥ `atLeast` at which some buffer can end, given its pin or alignment; 0 without buffers. */
export function nextReachableHeight(problem: PlacementProblem, atLeast: Bytes): Bytes {
  return nextHeight(flatten(problem), atLeast);
}
