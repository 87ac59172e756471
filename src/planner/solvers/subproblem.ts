// SPDX-License-Identifier: Apache-2.0
/** A problem of some buffers of another one. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import { type Conflicts, conflictsOf, emptyEdges } from "./conflicts.js";
import { flatPart } from "./flat-problem.js";

/** The problem of the buffers `chosen`, rising, numbered anew in this order; `pin`, by the old numbers, may fix more of them. */
export function subproblem(conflicts: Conflicts, chosen: readonly number[], pin = conflicts.pin): Conflicts {
  const { count, first, neighbour, above, below } = conflicts;
  const newId = new Int32Array(count).fill(-1);
  for (let at = 0; at < chosen.length; at++) newId[chosen[at]!] = at;
  const flat = flatPart(conflicts, chosen, newId, pin);
  let most = 0;
  for (const i of chosen) for (let e = first[i]!; e < first[i + 1]!; e++) if (newId[neighbour[e]!]! >= 0) most++;
  const edges = emptyEdges(flat, most);
  let end = 0;
  for (let at = 0; at < chosen.length; at++) {
    const i = chosen[at]!;
    for (let e = first[i]!; e < first[i + 1]!; e++) {
      const j = newId[neighbour[e]!]!;
      if (j < 0) continue;
      edges.neighbour[end] = j;
      edges.above[end] = above[e]!;
      edges.below[end++] = below[e]!;
    }
    edges.first[at + 1] = end;
  }
  return conflictsOf(flat, edges);
}
