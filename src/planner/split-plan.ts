// SPDX-License-Identifier: Apache-2.0
/** An arena in several regions of a board: which buffer lies where, checked region by region and as a whole. */
import type { Model } from "../ir/graph.js";
import { alignUp } from "../util/align.js";
import type { Bytes } from "../util/branded.js";
import type { ArenaProblem } from "./liveness.js";
import { type ArenaPart, type ArenaPlan, usedOverlaps } from "./plan.js";
import { splitOverMemories } from "./split.js";
import { verifyPlacement } from "./verify-placement.js";

/** A region that can hold a part of the arena. */
export interface ArenaRoom {
  readonly region: string;
  /** As in the board file: 1 is the fastest. */
  readonly speed: number;
  /** Bytes that are left for the arena. */
  readonly room: Bytes;
}

/**
 * The plan with its buffers divided over the regions (the fastest first), or undefined when they do not go in.
 * Offsets count through the parts one after another, so that the plan is a valid placement of the whole problem too.
 */
export function splitPlan(model: Model, plan: ArenaPlan, rooms: readonly ArenaRoom[]): ArenaPlan | undefined {
  const { alignment, problem } = plan;
  const traffic = bufferTraffic(model, plan);
  const memories = rooms.map(({ speed, room }) => ({
    capacity: Math.floor(Math.max(0, room) / alignment) * alignment,
    cost: speed,
  }));
  const split = splitOverMemories({ problem, traffic, memories });
  if (split === undefined) return undefined;
  const offsets = problem.buffers.map(() => 0);
  const parts: ArenaPart[] = [];
  let start = 0;
  split.shares.forEach(({ buffers, problem: part, placement }, at) => {
    const { height, offsets: own } = verifyPlacement(part, placement);
    if (height === 0) return;
    const last = split.shares.slice(at + 1).every(({ placement: later }) => later.height === 0);
    const bytes = last ? height : alignUp(height, alignment);
    buffers.forEach((id, position) => (offsets[id] = start + (own[position] ?? 0)));
    const moved = buffers.reduce((sum, id) => sum + (traffic[id] ?? 0), 0);
    parts.push({ region: rooms[at]?.region ?? "", start, bytes, traffic: moved });
    start += bytes;
  });
  const height = problem.buffers.reduce((top, { size }, i) => Math.max(top, (offsets[i] ?? 0) + size), 0);
  const placement = verifyPlacement(problem, { offsets, height });
  return {
    ...plan,
    bytes: height,
    placement,
    status: height === plan.lowerBound ? "optimal" : "bounded",
    overlaps: usedOverlaps(plan, placement),
    split: { parts, status: split.status },
  };
}

/**
 * Bytes that one inference moves at least: each node that names a tensor touches all of it once; the application writes
 * inputs and reads outputs; scratch is written and read.
 */
function bufferTraffic(model: Model, { problem, uses }: ArenaProblem): number[] {
  return problem.buffers.map(({ size }, id) => {
    const touches = (uses[id] ?? []).map((use) => {
      if (use.kind === "scratch") return 2;
      const graph = model.graphs[use.subgraph];
      const named = (ids: readonly (number | undefined)[] = []): number =>
        ids.filter((tensor) => tensor === use.tensor).length;
      const nodes = graph?.nodes.reduce((sum, { inputs, outputs }) => sum + named(inputs) + named(outputs), 0) ?? 0;
      return nodes + named(graph?.inputs) + named(graph?.outputs);
    });
    return size * touches.reduce((sum, count) => sum + count, 0);
  });
}
