// SPDX-License-Identifier: Apache-2.0
/** Finds the conflicts of a problem: who is live together with whom, and how far apart they must be. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import { commonStep, type Conflicts, conflictsOf, type Edges, emptyEdges, relaxedBuffers } from "./conflicts.js";
import { type FlatProblem, liveByStart } from "./flat-problem.js";

export function buildConflicts(flat: FlatProblem): Conflicts {
  const { count, size, gaps } = flat;
  const relaxed = relaxedBuffers(flat);
  const relaxations = new Map<number, Bytes>();
  for (let g = 0; g < gaps.gap.length; g++) relaxations.set(gaps.lower[g]! * count + gaps.upper[g]!, gaps.gap[g]!);
  const gap = (lower: number, upper: number): Bytes => relaxations.get(lower * count + upper) ?? size[lower]!;

  const together = liveTogether(flat);
  const edges = emptyEdges(flat, together.neighbour.length);
  let end = 0;
  for (let i = 0; i < count; i++) {
    for (let e = together.first[i]!; e < together.first[i + 1]!; e++) {
      const j = together.neighbour[e]!;
      // Both offsets are multiples of the common divisor, so a gap in between costs as much as the next multiple.
      const step = commonStep(flat, i, j);
      const mayRelax = relaxed[i] === 1 && relaxed[j] === 1;
      const above = alignUp(mayRelax ? gap(i, j) : size[i]!, step);
      const below = alignUp(mayRelax ? gap(j, i) : size[j]!, step);
      if (above + below <= 0) continue;
      edges.neighbour[end] = j;
      edges.above[end] = above;
      edges.below[end++] = below;
    }
    edges.first[i + 1] = end;
  }
  return conflictsOf(flat, end === edges.neighbour.length ? edges : shortened(edges, end));
}

// The neighbours of each buffer: the others that are live at some time with it, rising. O(n log n + pairs).
function liveTogether(flat: FlatProblem): Pick<Edges, "first" | "neighbour"> {
  const { count, start, end } = flat;
  const others: number[] = [];
  const first = new Int32Array(count + 1);
  const pairs: number[] = [];
  let live: number[] = [];
  for (const next of liveByStart(flat)) {
    const still: number[] = [];
    for (const before of live) {
      if (end[before]! <= start[next]!) continue;
      still.push(before);
      pairs.push(before);
      others.push(next);
      first[before + 1]!++;
      first[next + 1]!++;
    }
    still.push(next);
    live = still;
  }
  for (let i = 0; i < count; i++) first[i + 1]! += first[i]!;
  const unsorted = new Int32Array(2 * pairs.length);
  const filled = first.slice();
  for (let p = 0; p < pairs.length; p++) {
    unsorted[filled[pairs[p]!]!++] = others[p]!;
    unsorted[filled[others[p]!]!++] = pairs[p]!;
  }
  // Who is told of each buffer in turn knows them in order.
  const neighbour = new Int32Array(unsorted.length);
  filled.set(first);
  for (let i = 0; i < count; i++) {
    for (let e = first[i]!; e < first[i + 1]!; e++) neighbour[filled[unsorted[e]!]!++] = i;
  }
  return { first, neighbour };
}

function shortened({ first, neighbour, above, below }: Edges, end: number): Edges {
  return { first, neighbour: neighbour.slice(0, end), above: above.slice(0, end), below: below.slice(0, end) };
}
