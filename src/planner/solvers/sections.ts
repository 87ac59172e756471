// SPDX-License-Identifier: Apache-2.0
/** Sections: the moments at which most buffers are live, and how many bytes each live buffer is sure to add to them. */
import type { Numbers } from "./flat-problem.js";

/**
 * The sections of a problem in order of time: maximal sets of buffers that are live at one time (as in MiniMalloc). Two
 * buffers are live together exactly when some section holds both. Whatever subset R of the members lies at or above an
 * offset h, some member of R ends at or above h + Σ weight(R) − slack.
 */
export interface Sections {
  readonly count: number;
  /** Buffer i is a member of the sections from[i] ≤ s < to[i]; its weights there begin at weight[weightAt[i]]. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weightAt: Int32Array;
  /** Bytes: the buffer's size rounded to the section's alignment less what overlap can save. */
  readonly weight: Numbers;
  /** The members of section s are member[memberFirst[s]] … member[memberFirst[s + 1] - 1], rising. */
  readonly memberFirst: Int32Array;
  readonly member: Int32Array;
  /** By section: the most that rounding can have added to the topmost member. */
  readonly slack: Numbers;
  /** By section: the height that its members enforce by themselves, Σ weight − slack. */
  readonly load: Numbers;
}

/** The members of a section, rising. */
export function membersOf({ memberFirst, member }: Sections, s: number): readonly number[] {
  return Array.from(member.subarray(memberFirst[s], memberFirst[s + 1]));
}
