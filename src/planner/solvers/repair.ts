// SPDX-License-Identifier: Apache-2.0
/**
 * Repairs a placement of which a few buffers end too high: one after the other is given room by moving those that live
 * near it in time, while all the others stay. A search over a dozen buffers takes the place of one over a hundred.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import type { Placement, PlacementProblem } from "../problem.js";
import { type Conflicts, FREE } from "./conflicts.js";
import { placeInOrder } from "./first-fit.js";
import type { Spans } from "./spans.js";
import { subproblem } from "./subproblem.js";

/** Sections before and after those of the buffer that gets room: what lives within this window alone may move. */
const WINDOWS = [2, 4, 8];

/** Steps of one window at most: larger windows are likelier to succeed than longer searches. */
const WINDOW_STEPS = 100;

export interface RepairInput {
  readonly problem: PlacementProblem;
  readonly conflicts: Conflicts;
  readonly spans: Pick<Spans, "from" | "to">;
  readonly placement: Placement;
  /** What sticks out of this height is to be brought below it. */
  readonly goal: Bytes;
  readonly maxSteps: number;
  readonly solveWithin: (
    problem: PlacementProblem,
    capacity: Bytes,
    options: { readonly maxSteps: number; readonly greedyFirst: boolean },
  ) => { readonly placement?: Placement; readonly steps: number };
}

export interface RepairResult {
  /** As given unless the repairs that succeeded make it lower. */
  readonly placement: Placement;
  readonly steps: number;
}

export function repair({
  problem,
  conflicts,
  spans,
  goal,
  maxSteps,
  solveWithin,
  ...input
}: RepairInput): RepairResult {
  const offsets = Array.from(input.placement.offsets);
  const { count, size, pin } = conflicts;
  const sticksOut = (i: number): boolean => offsets[i]! + size[i]! > goal;
  const broken = new Set(Array.from(size.keys()).filter(sticksOut));
  let steps = 0;
  for (const patient of broken) {
    for (const window of WINDOWS) {
      if (steps >= maxSteps) break;
      const begin = spans.from[patient]! - window;
      const end = spans.to[patient]! + window;
      const mayMove = new Uint8Array(count);
      for (let i = 0; i < count; i++) {
        const isNear = spans.from[i]! >= begin && spans.to[i]! <= end && !broken.has(i);
        if (pin[i] === FREE && (isNear || i === patient)) mayMove[i] = 1;
      }
      const involved = Array.from(mayMove.keys()).filter(
        (i) => mayMove[i] === 1 || (!broken.has(i) && touches(conflicts, i, mayMove)),
      );
      const part = subproblem(problem, involved, (i) => (mayMove[i] === 1 ? undefined : offsets[i]));
      const solved = solveWithin(part, goal, {
        maxSteps: Math.min(WINDOW_STEPS, maxSteps - steps),
        greedyFirst: true,
      });
      steps += solved.steps;
      if (solved.placement === undefined) continue;
      involved.forEach((i, position) => (offsets[i] = solved.placement!.offsets[position]!));
      broken.delete(patient);
      break;
    }
    // One that stays broken spoils the whole: the steps are better spent on another core.
    if (broken.has(patient)) break;
  }
  // What is still broken was not in the way of the others when they moved: it takes the lowest place that they leave.
  const kept = Float64Array.from(offsets, (offset, i) => (broken.has(i) && pin[i] === FREE ? FREE : offset));
  const layout = placeInOrder({ ...conflicts, pin: kept }, [...broken]);
  const placement = { offsets: Array.from(layout.offsets), height: layout.height };
  return { placement: placement.height < input.placement.height ? placement : input.placement, steps };
}

function touches({ first, neighbour }: Conflicts, i: number, marked: Uint8Array): boolean {
  for (let e = first[i]!; e < first[i + 1]!; e++) if (marked[neighbour[e]!] === 1) return true;
  return false;
}
