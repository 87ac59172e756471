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
import type { Conflicts } from "./conflicts.js";
import { placeInOrder } from "./first-fit.js";
import { FREE, type Layout, type Numbers } from "./flat-problem.js";
import { repair, windowsAround } from "./repair.js";
import type { Sections } from "./sections.js";
import { subproblem } from "./subproblem.js";

const MAX_ROUNDS = 12;
/** Of so few buffers a window would hold nearly all: nothing is repaired. */
const MAX_UNREPAIRED = 24;
/** Repairs may take as many steps as the core did, but these at least. */
const MIN_REPAIR_STEPS = 20;
/** Sections around what sticks out, in turn. */
const WINDOWS = [2, 4, 8];
/** Larger windows are likelier to succeed than longer searches of one. */
const STEPS_PER_REPAIR = 100;

export interface CoreInput {
  readonly conflicts: Conflicts;
  readonly sections: Pick<Sections, "from" | "to">;
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
    part: Conflicts,
    capacity: Bytes,
    options: { readonly maxSteps: number; readonly greedyFirst: boolean },
  ) => { readonly layout: Layout | undefined; readonly lowerBound: Bytes; readonly steps: number };
}

export interface CoreResult {
  /** The lowest placement of all buffers that was met. */
  readonly layout: Layout | undefined;
  /** Proven for the whole problem; 0 when nothing was. */
  readonly lowerBound: Bytes;
  readonly steps: number;
}

/** Ends when a placement of the goal's height is found, the steps are used up, or the core is all there is. */
export function solveCoreFirst(given: CoreInput): CoreResult {
  const { conflicts, maxSteps, greedyFirst, solveWithin } = given;
  const { count, size } = conflicts;
  let { brief, goal } = given;
  let lowerBound = 0;
  let steps = 0;
  let best: Layout | undefined;
  for (let round = 0; round < MAX_ROUNDS && steps < maxSteps; round++) {
    const core = allBut(brief, count);
    const solved = solveWithin(subproblem(conflicts, core), goal, { maxSteps: maxSteps - steps, greedyFirst });
    steps += solved.steps;
    lowerBound = Math.max(lowerBound, solved.lowerBound);
    if (solved.layout === undefined) {
      // A higher bound is worth another round, a used-up budget is not.
      if (!given.raisesGoal || lowerBound <= goal || steps >= maxSteps) break;
      goal = lowerBound;
      continue;
    }
    const completed = complete({ conflicts, core, brief, offsets: solved.layout.offsets });
    const isSmall = count <= MAX_UNREPAIRED;
    const repairSteps = isSmall ? 0 : Math.min(maxSteps - steps, Math.max(MIN_REPAIR_STEPS, solved.steps));
    const repaired = repair({
      ...{ conflicts, solveWithin, layout: completed, goal, maxSteps: repairSteps },
      neighbourhood: windowsAround(conflicts, given.sections, WINDOWS),
      stepsPerTry: STEPS_PER_REPAIR,
    });
    steps += repaired.steps;
    const { layout } = repaired;
    if (layout.height < (best?.height ?? Infinity)) best = layout;
    if (layout.height <= goal) break;
    brief = brief.filter((i) => layout.offsets[i]! + size[i]! <= goal);
  }
  return { layout: best, lowerBound, steps };
}

/** The numbers below `count` that are not among the given ones, rising. */
function allBut(excluded: readonly number[], count: number): number[] {
  const isExcluded = new Uint8Array(count);
  for (const i of excluded) isExcluded[i] = 1;
  const others: number[] = [];
  for (let i = 0; i < count; i++) if (isExcluded[i] === 0) others.push(i);
  return others;
}

/** Keeps the core where it is and fits the others in, larger ones first. */
function complete(given: {
  readonly conflicts: Conflicts;
  readonly core: readonly number[];
  readonly brief: readonly number[];
  readonly offsets: Numbers;
}): Layout {
  const { conflicts, core, brief, offsets } = given;
  const pin = new conflicts.Numbers(conflicts.count).fill(FREE);
  core.forEach((i, position) => (pin[i] = offsets[position]!));
  const order = brief.toSorted((a, b) => conflicts.size[b]! - conflicts.size[a]! || a - b);
  return placeInOrder(conflicts, order, pin);
}
