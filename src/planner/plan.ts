// SPDX-License-Identifier: Apache-2.0
/** Plans the arena of a model: problem, baseline, exact placement, independent verification. */
import type { Model } from "../ir/graph.js";
import type { Bytes } from "../util/branded.js";
import { type ArenaProblem, buildProblem, type LivenessOptions, type OverlapNode } from "./liveness.js";
import { type Pin, pinBuffers } from "./pins.js";
import { solveExact } from "./solvers/exact.js";
import { solveWithin } from "./solvers/within.js";
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
  /** Overlaps that the placement really uses; `gap` is offset(input) − offset(output), negative for an output above. */
  readonly overlaps: readonly (OverlapNode & { readonly gap: Bytes })[];
  /** Present when the buffers lie in several regions of the board because none holds them all. */
  readonly split?: {
    /** In the order of their offsets, the fastest first; none is empty. */
    readonly parts: readonly ArenaPart[];
    /** `optimal`: no division over these regions moves fewer bytes through the slow ones, weighted by their speed. */
    readonly status: "optimal" | "bounded";
  };
}

/** What one region of the board holds of an arena. */
export interface ArenaPart {
  readonly region: string;
  /** The part has the plan's offsets [start, start + bytes). */
  readonly start: Bytes;
  readonly bytes: Bytes;
  /** Bytes that an inference moves to and from this part, at least. */
  readonly traffic: Bytes;
}

/** The part that holds an offset of the plan, and the offset within it; undefined when the arena is in one piece. */
export function partAt(
  { split }: Pick<ArenaPlan, "split">,
  offset: Bytes,
): { readonly part: ArenaPart; readonly index: number; readonly offset: Bytes } | undefined {
  const index = split?.parts.findLastIndex(({ start }) => start <= offset) ?? -1;
  const part = split?.parts[index];
  return part === undefined ? undefined : { part, index, offset: offset - part.start };
}

/** TFLM's kBufferAlignment (micro_arena_constants.h). */
const TFLM_ALIGNMENT = 16;

export interface PlanOptions extends Omit<LivenessOptions, "views" | "capacity"> {
  /** Checked with `checkPins` for the order of the file. */
  readonly pins?: readonly Pin[];
  /** Search steps at most, where not the solver's own limit is wanted. */
  readonly maxSteps?: number;
}

export function planArena(model: Model, options: PlanOptions): ArenaPlan {
  // The capacity does not bind the search: the caller wants the height even when it is too high for the board.
  const free = buildProblem(model, { ...options, views: true, capacity: Infinity });
  const arena = pinBuffers(model, free, options.pins ?? []);
  const result = solveExact(arena.problem, options.maxSteps === undefined ? {} : { maxSteps: options.maxSteps });
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

/** Search steps for the plan of an order that is known to do better than the file's: the gain is had, the proof is not. */
export const OTHER_ORDER_STEPS = 50_000;

/** Search steps for the question whether an order of the nodes can do better than another one. */
const ORDER_STEPS = 4000;

/** Whether an arena of less than `bytes` is found for the model, by fewer steps than a plan may take. */
export function fitsBelow(model: Model, bytes: Bytes, options: Omit<PlanOptions, "pins">): boolean {
  const { problem } = buildProblem(model, { ...options, views: true, capacity: Infinity });
  return solveWithin(problem, bytes - 1, { maxSteps: ORDER_STEPS }).status === "fits";
}

/** The gaps of the problem that a placement makes use of. */
export function usedOverlaps(arena: ArenaProblem, placement: VerifiedPlacement): ArenaPlan["overlaps"] {
  // A node that may write on either side of its input has two gaps but one overlap.
  return [...new Set(arena.overlapNodes)].flatMap((use) => {
    const [input, output] = [use.inputBuffer, use.outputBuffer].map((buffer) => {
      const start = placement.offsets[buffer] ?? 0;
      return { start, end: start + (arena.problem.buffers[buffer]?.size ?? 0) };
    });
    if (input === undefined || output === undefined) return [];
    const touches = input.start < output.end && output.start < input.end;
    return touches ? [{ ...use, gap: input.start - output.start }] : [];
  });
}
