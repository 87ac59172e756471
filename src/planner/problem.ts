// SPDX-License-Identifier: Apache-2.0
/** The placement problem in numbers only: sizes, live ranges and the gaps that overlap allows. */
import type { BufferId, Bytes, Time } from "../util/branded.js";

/**
 * Half-open [start, end), as in MiniMalloc; TFLM's inclusive ends are converted where they enter.
 * A range with end ≤ start is never live: its buffer conflicts with nothing.
 */
export interface LiveRange {
  readonly start: Time;
  readonly end: Time;
}

export interface Buffer {
  /** Position in `PlacementProblem.buffers`. */
  readonly id: BufferId;
  readonly label: string;
  /** Bytes, already a multiple of nothing in particular: the solver aligns offsets, not sizes. */
  readonly size: Bytes;
  readonly alignment: Bytes;
  readonly live: LiveRange;
  /** A pinned buffer keeps this offset, which must be a multiple of `alignment`. */
  readonly offset?: Bytes;
}

/**
 * A relaxation for one pair that is live at the same time: `upper` may start at
 * `offset(lower) + gap` instead of `offset(lower) + size(lower)`; hence gap ≤ size(lower).
 * A negative gap lets `upper` begin below `lower`. Without an entry the gap is the size of the lower buffer.
 * Each ordered pair appears at most once. Two buffers i, j that are live at the same time must satisfy
 * `offset(i) + gap(i, j) ≤ offset(j)` or `offset(j) + gap(j, i) ≤ offset(i)`.
 */
export interface OverlapGap {
  readonly lower: BufferId;
  readonly upper: BufferId;
  readonly gap: number;
}

export interface PlacementProblem {
  readonly buffers: readonly Buffer[];
  /** Bytes that the target offers; Infinity when only the minimum is asked for. Solvers minimise regardless of it. */
  readonly capacity: Bytes;
  readonly gaps?: readonly OverlapGap[];
}

export interface Placement {
  /** Offset of every buffer, indexed by its id. */
  readonly offsets: readonly Bytes[];
  /** max(offset + size) over all buffers. */
  readonly height: Bytes;
}

/**
 * `optimal`: no placement is lower. `bounded`: the step budget ended between `lowerBound` and the placement's height.
 * `infeasible`: the pinned offsets contradict the gaps or alignments, so no placement exists at any height.
 */
export type SolveResult =
  | { readonly status: "optimal"; readonly placement: Placement; readonly lowerBound: Bytes; readonly steps: number }
  | { readonly status: "bounded"; readonly placement: Placement; readonly lowerBound: Bytes; readonly steps: number }
  | { readonly status: "infeasible"; readonly lowerBound: Bytes; readonly steps: number };
