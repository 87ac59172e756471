// SPDX-License-Identifier: Apache-2.0
/** Sections and buffers as flat arrays that point at each other. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import type { Section } from "./sections.js";

export interface Spans {
  /** Buffer i is a member of the sections from[i] ≤ s < to[i]; its weights there begin at weight[weightAt[i]]. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weightAt: Int32Array;
  readonly weight: Float64Array;
  /** The members of section s are member[memberFirst[s]] … member[memberFirst[s + 1] - 1]. */
  readonly memberFirst: Int32Array;
  readonly member: Int32Array;
}

export function buildSpans(count: number, sections: readonly Section[]): Spans {
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const memberFirst = new Int32Array(sections.length + 1);
  sections.forEach(({ members }, s) => {
    memberFirst[s + 1] = memberFirst[s]! + members.length;
    for (const i of members) {
      if (to[i] === 0) from[i] = s;
      to[i] = s + 1;
    }
  });
  const weightAt = new Int32Array(count);
  for (let i = 1; i < count; i++) weightAt[i] = weightAt[i - 1]! + to[i - 1]! - from[i - 1]!;
  const weight = new Float64Array(memberFirst[sections.length]!);
  sections.forEach(({ members, weights }, s) => {
    members.forEach((i, m) => (weight[weightAt[i]! + s - from[i]!] = weights[m]!));
  });
  return {
    from,
    to,
    weightAt,
    weight,
    memberFirst,
    member: Int32Array.from(sections.flatMap(({ members }) => members)),
  };
}
