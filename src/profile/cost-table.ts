// SPDX-License-Identifier: Apache-2.0
/** What a table of cycle costs is. */
import type { ListedInstruction } from "./listing.js";

/** Cycles with their range; low <= value <= high. */
export interface CycleRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface CostTable {
  /** The core that it describes. */
  readonly name: string;
  /** Raised by every change of a figure, so that estimates of different tables are never compared. */
  readonly version: number;
  /** What is assumed and what is left out, for reports. */
  readonly assumptions: string;
  /** Cycles of one execution without what a taken branch adds. `previous` ran just before; undefined after a jump. */
  cost(instruction: ListedInstruction, previous: ListedInstruction | undefined): CycleRange;
  /** Added when control does not go on behind the instruction. */
  readonly taken: CycleRange;
}
