// SPDX-License-Identifier: Apache-2.0
/** TFLM's GreedyMemoryPlanner: the placement that users get today and the baseline of every report. */
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import type { Buffer, Placement, PlacementProblem } from "../problem.js";

/**
 * Places pinned buffers first, then the rest by falling size, each into the lowest hole that holds it.
 *
 * Mirrors tflite::GreedyMemoryPlanner::CalculateOffsetsIfNeeded (micro/memory_planner): of two equal sizes the
 * later buffer comes first, because the planner fills its list from the tail before a stable sort. TFLM rounds
 * sizes up to the arena alignment before it plans; here each size is rounded to its buffer's own alignment.
 * Gaps are unknown to TFLM and ignored. As in TFLM, contradicting pins go unnoticed: `checkPlacement` finds them.
 * O(n²).
 */
export function solveGreedy(problem: PlacementProblem): Placement {
  const byOffset: Placed[] = [];
  const offsets: Bytes[] = problem.buffers.map(() => 0);
  for (const buffer of greedyOrder(problem.buffers)) {
    const offset = buffer.offset ?? lowestHole(byOffset, buffer);
    const at = byOffset.findIndex((placed) => placed.offset > offset);
    byOffset.splice(at === -1 ? byOffset.length : at, 0, { buffer, offset });
    offsets[buffer.id] = offset;
  }
  const height = problem.buffers.reduce((top, { id, size }) => Math.max(top, (offsets[id] ?? 0) + size), 0);
  return { offsets, height };
}

/** What TFLM's GetMaximumMemorySize() reports: the height with every size rounded up to its alignment. */
export function greedyPlannerBytes(problem: PlacementProblem): Bytes {
  const { offsets } = solveGreedy(problem);
  return problem.buffers.reduce((top, buffer) => Math.max(top, (offsets[buffer.id] ?? 0) + roundedSize(buffer)), 0);
}

interface Placed {
  readonly buffer: Buffer;
  readonly offset: Bytes;
}

function greedyOrder(buffers: readonly Buffer[]): Buffer[] {
  const pinned = buffers.filter((buffer) => buffer.offset !== undefined);
  const free = buffers.filter((buffer) => buffer.offset === undefined);
  return [...pinned, ...free.sort((a, b) => roundedSize(b) - roundedSize(a) || b.id - a.id)];
}

function lowestHole(byOffset: readonly Placed[], wanted: Buffer): Bytes {
  let candidate = 0;
  for (const { buffer, offset } of byOffset) {
    if (Math.max(buffer.live.start, wanted.live.start) >= Math.min(buffer.live.end, wanted.live.end)) continue;
    if (offset - candidate >= roundedSize(wanted)) break;
    candidate = Math.max(candidate, alignUp(offset + roundedSize(buffer), wanted.alignment));
  }
  return candidate;
}

function roundedSize(buffer: Buffer): Bytes {
  return alignUp(buffer.size, buffer.alignment);
}
