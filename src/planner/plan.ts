// SPDX-License-Identifier: Apache-2.0
/** Plans the arena of a model: problem, baseline, exact placement, independent verification. */
import type { Model } from "../ir/graph.js";
import type { Bytes } from "../util/branded.js";
import { type ArenaProblem, buildProblem, type LivenessOptions, type OverlapNode } from "./liveness.js";
import { solveExact } from "./solvers/exact.js";
import { greedyPlannerBytes } from "./solvers/greedy.js";
import { type VerifiedPlacement, verifyPlacement } from "./verify-placement.js";

export interface ArenaPlan extends ArenaProblem {
  /** Height of the placement in bytes. */
  readonly bytes: Bytes;
  readonly alignment: Bytes;
  readonly placement: VerifiedPlacement;
  /** No placement can be lower than this. */
  readonly lowerBound: Bytes;
  readonly status: "optimal" | "bounded";
  /** What TFLM's greedy planner needs for the same tensors, each rounded up to 16 bytes. */
  readonly greedyBytes: Bytes;
  /** Overlaps that the placement really uses. */
  readonly overlaps: readonly (OverlapNode & { readonly gap: Bytes })[];
}

/** TFLM's kBufferAlignment (micro_arena_constants.h). */
const TFLM_ALIGNMENT = 16;

export type PlanOptions = Omit<LivenessOptions, "views" | "capacity">;

export function planArena(model: Model, options: PlanOptions): ArenaPlan {
  // The capacity does not bind the search: the caller wants the height even when it is too high for the board.
  const arena = buildProblem(model, { ...options, views: true, capacity: Infinity });
  const result = solveExact(arena.problem);
  if (result.status === "infeasible") throw new Error("a problem without capacity always has a placement");
  const placement = verifyPlacement(arena.problem, result.placement);
  const baseline = buildProblem(model, {
    ...options,
    alignment: TFLM_ALIGNMENT,
    views: false,
    overlap: false,
    capacity: Infinity,
  });
  return {
    ...arena,
    bytes: placement.height,
    alignment: options.alignment,
    placement,
    lowerBound: result.lowerBound,
    status: result.status,
    greedyBytes: greedyPlannerBytes(baseline.problem),
    overlaps: usedOverlaps(arena, placement),
  };
}

function usedOverlaps(arena: ArenaProblem, placement: VerifiedPlacement): ArenaPlan["overlaps"] {
  return (arena.problem.gaps ?? []).flatMap(({ lower, upper }, i) => {
    const use = arena.overlapNodes[i];
    const low = placement.offsets[lower] ?? 0;
    const high = placement.offsets[upper] ?? 0;
    const lowSize = arena.problem.buffers[lower]?.size ?? 0;
    const highSize = arena.problem.buffers[upper]?.size ?? 0;
    const touches = low < high + highSize && high < low + lowSize;
    return use !== undefined && touches && low <= high ? [{ ...use, gap: high - low }] : [];
  });
}
