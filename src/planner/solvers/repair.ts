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

/** Says at try 0, 1, … who may move for the sake of `patient`: a 1 by buffer; undefined when there is no further try. */
export type Neighbourhood = (patient: number, attempt: number, broken: ReadonlySet<number>) => Uint8Array | undefined;

export interface RepairInput {
  readonly problem: PlacementProblem;
  readonly conflicts: Conflicts;
  readonly placement: Placement;
  /** What sticks out of this height is to be brought below it. */
  readonly goal: Bytes;
  readonly maxSteps: number;
  readonly neighbourhood: Neighbourhood;
  /** Steps of one try at most. */
  readonly stepsPerTry: number;
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

/** What lives within a window around the patient alone, and does not stick out itself. */
export function windowsAround({ pin }: Conflicts, spans: Pick<Spans, "from" | "to">): Neighbourhood {
  return (patient, attempt, broken) => {
    const window = WINDOWS[attempt];
    if (window === undefined) return undefined;
    const begin = spans.from[patient]! - window;
    const end = spans.to[patient]! + window;
    return Uint8Array.from(pin, (offset, i) => {
      const isNear = spans.from[i]! >= begin && spans.to[i]! <= end && !broken.has(i);
      return offset === FREE && (isNear || i === patient) ? 1 : 0;
    });
  };
}

export function repair({ problem, conflicts, goal, maxSteps, solveWithin, ...input }: RepairInput): RepairResult {
  const offsets = Array.from(input.placement.offsets);
  const { size, pin } = conflicts;
  const sticksOut = (i: number): boolean => offsets[i]! + size[i]! > goal;
  const broken = new Set(Array.from(size.keys()).filter(sticksOut));
  let steps = 0;
  for (const patient of broken) {
    for (let attempt = 0; broken.has(patient) && steps < maxSteps; attempt++) {
      const mayMove = input.neighbourhood(patient, attempt, broken);
      if (mayMove === undefined) break;
      const involved = Array.from(mayMove.keys()).filter(
        (i) => mayMove[i] === 1 || (!broken.has(i) && touches(conflicts, i, mayMove)),
      );
      const part = subproblem(problem, involved, (i) => (mayMove[i] === 1 ? undefined : offsets[i]));
      const solved = solveWithin(part, goal, {
        maxSteps: Math.min(input.stepsPerTry, maxSteps - steps),
        greedyFirst: true,
      });
      steps += solved.steps;
      if (solved.placement === undefined) continue;
      involved.forEach((i, position) => (offsets[i] = solved.placement!.offsets[position]!));
      broken.delete(patient);
      for (const i of involved) broken.delete(i);
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
