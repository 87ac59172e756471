// SPDX-License-Identifier: Apache-2.0
/**
 * Repairs a placement of which a few buffers end too high: one after the other is given room by moving those that live
 * near it in time, while all the others stay. A search over a dozen buffers takes the place of one over a hundred.
 */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Bytes } from "../../util/branded.js";
import type { Conflicts } from "./conflicts.js";
import { placeAnew, placeInOrder } from "./first-fit.js";
import { FREE, type Layout, type Numbers } from "./flat-problem.js";
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
  /** In these orders of all buffers what may move is placed greedily first, and only then searched. */
  readonly greedyOrders?: readonly (readonly number[])[];
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
  const { conflicts, layout, goal, maxSteps, greedyOrders = [] } = input;
  const { count, size, pin } = conflicts;
  const broken = new Set<number>();
  for (let i = 0; i < count; i++) if (layout.offsets[i]! + size[i]! > goal) broken.add(i);
  // What is pinned above the goal stays there.
  if (broken.size === 0 || [...broken].some((i) => pin[i] !== FREE)) return { layout, steps: 0 };
  // What is broken lies nowhere as long as it is, so that it is in nobody's way.
  let offsets: Numbers = layout.offsets.map((offset, i) => (broken.has(i) ? FREE : offset));
  let steps = 0;
  for (const patient of broken) {
    for (let attempt = 0; broken.has(patient) && steps < maxSteps; attempt++) {
      const mayMove = input.neighbourhood(patient, attempt, broken);
      if (mayMove === undefined) break;
      const moving = greedyOrders.map((order) => order.filter((i) => mayMove[i] === 1));
      let moved = placeGreedily({ conflicts, offsets, goal, patient, moving });
      if (moved === undefined) {
        const searched = searchPlaces(input, offsets, mayMove, maxSteps - steps);
        steps += searched.steps;
        moved = searched.offsets;
      }
      if (moved === undefined) continue;
      offsets = moved;
      for (const i of broken) if (mayMove[i] === 1) broken.delete(i);
    }
    // One that stays broken spoils the whole: the steps are better spent on another core.
    if (broken.has(patient)) break;
  }
  // What is still broken takes the lowest place that the others leave.
  const repaired = placeInOrder(conflicts, [...broken], offsets);
  return { layout: repaired.height < layout.height ? repaired : layout, steps };
}

/** Places what moves anew in each of these orders, then with the patient first, until all of it lies within the goal. */
function placeGreedily(given: {
  readonly conflicts: Conflicts;
  readonly offsets: Numbers;
  readonly goal: Bytes;
  readonly patient: number;
  readonly moving: readonly (readonly number[])[];
}): Numbers | undefined {
  const { conflicts, offsets, goal, patient, moving } = given;
  const patientFirst = moving.map((order) => [patient, ...order.filter((i) => i !== patient)]);
  for (const order of [...moving, ...patientFirst]) {
    const moved = offsets.slice();
    if (placeAnew(conflicts, moved, order, goal)) return moved;
  }
  return undefined;
}

/** Searches for places of what moves among its neighbours, which stay. */
function searchPlaces(
  { conflicts, goal, stepsPerTry, solveWithin }: RepairInput,
  offsets: Numbers,
  mayMove: Uint8Array,
  maxSteps: number,
): { readonly offsets: Numbers | undefined; readonly steps: number } {
  const involved: number[] = [];
  for (let i = 0; i < conflicts.count; i++) {
    if (mayMove[i] === 1 || (offsets[i] !== FREE && touches(conflicts, i, mayMove))) involved.push(i);
  }
  const moved = offsets.map((offset, i) => (mayMove[i] === 1 ? FREE : offset));
  const part = subproblem(conflicts, involved, moved);
  const options = { maxSteps: Math.min(stepsPerTry, maxSteps), greedyFirst: true };
  const { layout, steps } = solveWithin(part, goal, options);
  if (layout === undefined) return { offsets: undefined, steps };
  for (const [position, i] of involved.entries()) moved[i] = layout.offsets[position]!;
  return { offsets: moved, steps };
}

function touches({ first, neighbour }: Conflicts, i: number, marked: Uint8Array): boolean {
  for (let e = first[i]!; e < first[i + 1]!; e++) if (marked[neighbour[e]!] === 1) return true;
  return false;
}
