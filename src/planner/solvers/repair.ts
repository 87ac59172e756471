// SPDX-License-Identifier: Apache-2.0
/**
 * Repairs a placement of which a few buffers end too high: one after the other is given room by moving those that live
 * near it in time, while all the others stay. A search over a dozen buffers takes the place of one over a hundred.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import type { Conflicts } from "./conflicts.js";
import { placeInOrder } from "./first-fit.js";
import { FREE, type Layout } from "./flat-problem.js";
import type { Sections } from "./sections.js";
import { subproblem } from "./subproblem.js";

/** Says at try 0, 1, … who may move for the sake of `patient`: a 1 by buffer; undefined when there is no further try. */
export type Neighbourhood = (patient: number, attempt: number, broken: ReadonlySet<number>) => Uint8Array | undefined;

export interface RepairInput {
  readonly conflicts: Conflicts;
  readonly layout: Layout;
  /** What sticks out of this height is to be brought below it. */
  readonly goal: Bytes;
  readonly maxSteps: number;
  readonly neighbourhood: Neighbourhood;
  /** Steps of one try at most. */
  readonly stepsPerTry: number;
  readonly solveWithin: (
    part: Conflicts,
    capacity: Bytes,
    options: { readonly maxSteps: number; readonly greedyFirst: boolean },
  ) => { readonly layout: Layout | undefined; readonly steps: number };
}

export interface RepairResult {
  /** As given unless the repairs that succeeded make it lower. */
  readonly layout: Layout;
  readonly steps: number;
}

/**
 * What lives within a window around the patient alone, and does not stick out itself. `windows` are sections before and
 * after those of the patient, in turn.
 */
export function windowsAround(
  { pin }: Conflicts,
  { from, to }: Pick<Sections, "from" | "to">,
  windows: readonly number[],
): Neighbourhood {
  return (patient, attempt, broken) => {
    const window = windows[attempt];
    if (window === undefined) return undefined;
    const begin = from[patient]! - window;
    const end = to[patient]! + window;
    const mayMove = new Uint8Array(pin.length);
    for (let i = 0; i < pin.length; i++) {
      const isNear = from[i]! >= begin && to[i]! <= end && !broken.has(i);
      if (pin[i] === FREE && (isNear || i === patient)) mayMove[i] = 1;
    }
    return mayMove;
  };
}

export function repair(input: RepairInput): RepairResult {
  const { conflicts, goal, maxSteps, solveWithin } = input;
  const { count, size, pin } = conflicts;
  const offsets = input.layout.offsets.slice();
  const broken = new Set<number>();
  for (let i = 0; i < count; i++) if (offsets[i]! + size[i]! > goal) broken.add(i);
  if (broken.size === 0) return { layout: input.layout, steps: 0 };
  let steps = 0;
  for (const patient of broken) {
    for (let attempt = 0; broken.has(patient) && steps < maxSteps; attempt++) {
      const mayMove = input.neighbourhood(patient, attempt, broken);
      if (mayMove === undefined) break;
      const involved: number[] = [];
      for (let i = 0; i < count; i++) {
        if (mayMove[i] === 1 || (!broken.has(i) && touches(conflicts, i, mayMove))) involved.push(i);
      }
      const fixed = offsets.map((offset, i) => (mayMove[i] === 1 ? FREE : offset));
      const part = subproblem(conflicts, involved, fixed);
      const solved = solveWithin(part, goal, {
        maxSteps: Math.min(input.stepsPerTry, maxSteps - steps),
        greedyFirst: true,
      });
      steps += solved.steps;
      if (solved.layout === undefined) continue;
      for (const [position, i] of involved.entries()) offsets[i] = solved.layout.offsets[position]!;
      broken.delete(patient);
      for (const i of involved) broken.delete(i);
    }
    // One that stays broken spoils the whole: the steps are better spent on another core.
    if (broken.has(patient)) break;
  }
  // What is still broken was not in the way of the others when they moved: it takes the lowest place that they leave.
  const kept = offsets.map((offset, i) => (broken.has(i) && pin[i] === FREE ? FREE : offset));
  const layout = placeInOrder(conflicts, [...broken], kept);
  return { layout: layout.height < input.layout.height ? layout : input.layout, steps };
}

function touches({ first, neighbour }: Conflicts, i: number, marked: Uint8Array): boolean {
  for (let e = first[i]!; e < first[i + 1]!; e++) if (marked[neighbour[e]!] === 1) return true;
  return false;
}
