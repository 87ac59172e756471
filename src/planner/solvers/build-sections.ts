// SPDX-License-Identifier: Apache-2.0
/** Finds the sections of a problem by a sweep over time, and weighs their members. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import { commonDivisor } from "./conflicts.js";
import { type FlatProblem, liveByStart } from "./flat-problem.js";
import { createWeighing, type Weighing } from "./overlap-weights.js";
import type { Sections } from "./sections.js";

/** O(n · (log n + buffers live at a time)), and what overlap costs: see `coverage` in overlap-weights.ts. */
export function buildSections(flat: FlatProblem): Sections {
  const { memberFirst, member } = maximalSets(flat);
  const count = memberFirst.length - 1;
  const from = new Int32Array(flat.count);
  const to = new Int32Array(flat.count);
  for (let s = 0; s < count; s++) {
    for (let m = memberFirst[s]!; m < memberFirst[s + 1]!; m++) {
      const i = member[m]!;
      if (to[i] === 0) from[i] = s;
      to[i] = s + 1;
    }
  }
  const weightAt = new Int32Array(flat.count);
  for (let i = 1; i < flat.count; i++) weightAt[i] = weightAt[i - 1]! + to[i - 1]! - from[i - 1]!;
  const weight = new flat.Numbers(member.length);
  const slack = new flat.Numbers(count);
  const load = new flat.Numbers(count);
  const sections = { count, from, to, weightAt, weight, memberFirst, member, slack, load };
  const weighing = flat.gaps.gap.length === 0 ? undefined : createWeighing(flat, sections);
  for (let s = 0; s < count; s++) weigh(flat, sections, s, weighing);
  return sections;
}

// A set of live buffers is maximal when the next event after some start is an end.
function maximalSets(flat: FlatProblem): Pick<Sections, "memberFirst" | "member"> {
  const { start, end } = flat;
  const byStart = liveByStart(flat);
  const memberFirst = [0];
  const member: number[] = [];
  let live: number[] = [];
  for (let at = 0; at < byStart.length;) {
    const time = start[byStart[at]!]!;
    let nextEnd = Infinity;
    const still: number[] = [];
    for (const i of live) if (end[i]! > time) still.push(i);
    for (; at < byStart.length && start[byStart[at]!] === time; at++) insert(still, byStart[at]!);
    live = still;
    for (const i of live) if (end[i]! < nextEnd) nextEnd = end[i]!;
    if (at < byStart.length && nextEnd > start[byStart[at]!]!) continue;
    for (const i of live) member.push(i);
    memberFirst.push(member.length);
  }
  return { memberFirst: new Int32Array(memberFirst), member: new Int32Array(member) };
}

function insert(rising: number[], value: number): void {
  let slot = rising.length;
  rising.push(value);
  for (; slot > 0 && rising[slot - 1]! > value; slot--) rising[slot] = rising[slot - 1]!;
  rising[slot] = value;
}

function weigh(flat: FlatProblem, sections: Sections, s: number, weighing: Weighing | undefined): void {
  const { memberFirst, member, from, weightAt, weight, slack, load } = sections;
  const [begin, end] = [memberFirst[s]!, memberFirst[s + 1]!];
  let step = 0;
  for (let m = begin; m < end; m++) step = commonDivisor(step, flat.alignment[member[m]!]!);
  for (let m = begin; m < end; m++) {
    const i = member[m]!;
    const rounded = alignUp(flat.size[i]!, step);
    slack[s] = Math.max(slack[s]!, rounded - flat.size[i]!);
    weight[weightAt[i]! + s - from[i]!] = rounded;
  }
  weighing?.(s, step);
  let total: Bytes = 0;
  for (let m = begin; m < end; m++) total += weight[weightAt[member[m]!]! + s - from[member[m]!]!]!;
  load[s] = total - slack[s]!;
}
