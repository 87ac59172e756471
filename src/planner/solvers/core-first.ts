// SPDX-License-Identifier: Apache-2.0
/**
 * Solves a problem by its core: the buffers that live long, overlap others or crowd their section; brief ones, mostly
 * scratch, fill holes.
 *
 * Each brief buffer doubles what a search must tell apart, though hardly one of them decides anything. So they are left
 * out first and placed greedily around a solution of the rest. Those that stick out get room by small repairs, or else are
 * taken into the core for another round. What the core needs is a lower bound of the whole, because a buffer more never makes a placement lower.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import type { Placement, PlacementProblem } from "../problem.js";
import { FREE, type Conflicts } from "./conflicts.js";
import { placeInOrder } from "./first-fit.js";
import { repair, windowsAround } from "./repair.js";
import type { Spans } from "./spans.js";
import { subproblem } from "./subproblem.js";

const MAX_ROUNDS = 12;
/** Of so few buffers a window would hold nearly all: nothing is repaired. */
const MAX_UNREPAIRED = 24;
/** Repairs may take as many steps as the core did, but these at least. */
const MIN_REPAIR_STEPS = 20;
/** Larger windows are likelier to succeed than longer searches of one. */
const STEPS_PER_REPAIR = 100;

export interface CoreInput {
  readonly problem: PlacementProblem;
  readonly conflicts: Conflicts;
  readonly spans: Pick<Spans, "from" | "to">;
  /** Indices of the buffers that can wait. */
  readonly brief: readonly number[];
  /** The height to reach. */
  readonly goal: Bytes;
  /** Go on with a higher goal when this one is proven to be too low. */
  readonly raisesGoal: boolean;
  readonly maxSteps: number;
  /** Whether a greedy placement of the core is worth trying; that of a repair is. */
  readonly greedyFirst: boolean;
  readonly solveWithin: (
    problem: PlacementProblem,
    capacity: Bytes,
    options: { readonly maxSteps: number; readonly greedyFirst: boolean },
  ) => { readonly placement?: Placement; readonly lowerBound: Bytes; readonly steps: number };
}

export interface CoreResult {
  /** The lowest placement of all buffers that was met. */
  readonly placement: Placement | undefined;
  /** Proven for the whole problem; 0 when nothing was. */
  readonly lowerBound: Bytes;
  readonly steps: number;
}

/** Ends when a placement of the goal's height is found, the steps are used up, or the core is all there is. */
export function solveCoreFirst(given: CoreInput): CoreResult {
  const { problem, conflicts, maxSteps, greedyFirst, solveWithin } = given;
  let { brief, goal } = given;
  let lowerBound = 0;
  let steps = 0;
  let best: Placement | undefined;
  for (let round = 0; round < MAX_ROUNDS && steps < maxSteps; round++) {
    const core = problem.buffers.map(({ id }) => Number(id)).filter((i) => !brief.includes(i));
    const solved = solveWithin(subproblem(problem, core), goal, { maxSteps: maxSteps - steps, greedyFirst });
    steps += solved.steps;
    lowerBound = Math.max(lowerBound, solved.lowerBound);
    if (solved.placement === undefined) {
      // A higher bound is worth another round, a used-up budget is not.
      if (!given.raisesGoal || lowerBound <= goal || steps >= maxSteps) break;
      goal = lowerBound;
      continue;
    }
    const completed = complete({ problem, conflicts, core, brief, offsets: solved.placement.offsets });
    const isSmall = problem.buffers.length <= MAX_UNREPAIRED;
    const repairSteps = isSmall ? 0 : Math.min(maxSteps - steps, Math.max(MIN_REPAIR_STEPS, solved.steps));
    const repaired = repair({
      ...{ problem, conflicts, solveWithin, placement: completed, goal, maxSteps: repairSteps },
      neighbourhood: windowsAround(conflicts, given.spans),
      stepsPerTry: STEPS_PER_REPAIR,
    });
    steps += repaired.steps;
    const { placement } = repaired;
    if (placement.height < (best?.height ?? Infinity)) best = placement;
    if (placement.height <= goal) break;
    const top = (i: number): Bytes => placement.offsets[i]! + problem.buffers[i]!.size;
    brief = brief.filter((i) => top(i) <= goal);
  }
  return { placement: best, lowerBound, steps };
}

/** Keeps the core where it is and fits the others in, larger ones first. */
function complete(given: {
  readonly problem: PlacementProblem;
  readonly conflicts: Conflicts;
  readonly core: readonly number[];
  readonly brief: readonly number[];
  readonly offsets: readonly Bytes[];
}): Placement {
  const { problem, conflicts, core, brief, offsets } = given;
  const pin = new Float64Array(problem.buffers.length).fill(FREE);
  core.forEach((i, position) => (pin[i] = offsets[position]!));
  const order = brief.toSorted((a, b) => conflicts.size[b]! - conflicts.size[a]! || a - b);
  const layout = placeInOrder({ ...conflicts, pin }, order);
  return { offsets: Array.from(layout.offsets), height: layout.height };
}
