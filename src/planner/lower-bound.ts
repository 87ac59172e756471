// SPDX-License-Identifier: Apache-2.0
/** Heights that no placement can undercut: the live bytes at the worst moment, less what overlap can save. */
import type { Bytes } from "../util/branded.js";
import { alignUp } from "../util/align.js";
import type { PlacementProblem } from "./problem.js";
import { buildSections, type Section } from "./solvers/sections.js";

/**
 * The largest height that some section, buffer or pin enforces, rounded up to a height that a placement can have.
 * Sound for gaps and mixed alignments; `sections` may be passed when they are at hand.
 */
export function lowerBound(problem: PlacementProblem, sections: readonly Section[] = buildSections(problem)): Bytes {
  let bound = 0;
  for (const section of sections) bound = Math.max(bound, sectionBound(section));
  for (const { size, offset = 0 } of problem.buffers) bound = Math.max(bound, offset + size);
  return nextReachableHeight(problem, bound);
}

/** The height that the buffers of one section enforce by themselves. */
export function sectionBound({ weights, slack }: Section): Bytes {
  return weights.reduce((sum, weight) => sum + weight, 0) - slack;
}

/** The smallest height ≥ `atLeast` at which some buffer can end, given its pin or alignment; 0 without buffers. */
export function nextReachableHeight(problem: PlacementProblem, atLeast: Bytes): Bytes {
  let next = problem.buffers.length === 0 ? 0 : Infinity;
  for (const { size, alignment, offset } of problem.buffers) {
    const end = (offset ?? alignUp(Math.max(0, atLeast - size), alignment)) + size;
    if (end >= atLeast) next = Math.min(next, end);
  }
  return next;
}
