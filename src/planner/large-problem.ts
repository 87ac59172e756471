// SPDX-License-Identifier: Apache-2.0
/** Placement problems that are too large for the exact solver: TFLM's greedy placement with a bound, in foreseeable time. */
import type { Bytes } from "../util/branded.js";
import { nextReachableHeight } from "./lower-bound.js";
import type { Placement, PlacementProblem } from "./problem.js";
import { solveGreedy } from "./solvers/greedy.js";
import { checkPlacement } from "./verify-placement.js";

/** The exact solver keeps every conflict several times over, and walks through them again and again. */
const MAX_EXACT_BUFFERS = 4_000;
const MAX_EXACT_CONFLICTS = 2_000_000;

export function isLarge(problem: PlacementProblem): boolean {
  return problem.buffers.length > MAX_EXACT_BUFFERS || conflictCount(problem) > MAX_EXACT_CONFLICTS;
}

/** No placement where fixed offsets contradict each other. */
export function solveLarge(problem: PlacementProblem): {
  readonly placement: Placement | undefined;
  readonly lowerBound: Bytes;
} {
  const placement = solveGreedy(problem);
  const lowerBound = nextReachableHeight(problem, largestLoad(problem));
  // Gaps only allow more than the greedy placement uses, so that its faults can come from nothing but pins.
  const pinned = problem.buffers.some(({ offset }) => offset !== undefined);
  const faulty = pinned && checkPlacement(problem, placement).length > 0;
  return { placement: faulty ? undefined : placement, lowerBound };
}

function conflictCount({ buffers }: PlacementProblem): number {
  let live = 0;
  let pairs = 0;
  for (const { begins } of events(buffers)) {
    if (begins) pairs += live++;
    else live--;
  }
  return pairs;
}

// With gaps buffers may share bytes, and only the largest one says anything about the height.
function largestLoad({ buffers, gaps = [] }: PlacementProblem): Bytes {
  let load = 0;
  let bound = buffers.reduce((most, { size, offset = 0 }) => Math.max(most, offset + size), 0);
  for (const { begins, size } of gaps.length > 0 ? [] : events(buffers)) {
    load += begins ? size : -size;
    bound = Math.max(bound, load);
  }
  return bound;
}

interface Event {
  readonly time: number;
  readonly begins: boolean;
  readonly size: Bytes;
}

// At the same time ends come before beginnings: ranges are half-open.
function events(buffers: PlacementProblem["buffers"]): readonly Event[] {
  return buffers
    .filter(({ live }) => live.start < live.end)
    .flatMap(({ live, size }) => [
      { time: live.start, begins: true, size },
      { time: live.end, begins: false, size },
    ])
    .sort((a, b) => a.time - b.time || Number(a.begins) - Number(b.begins));
}
