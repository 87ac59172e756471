// SPDX-License-Identifier: Apache-2.0
/** What a table of cycle costs is, and which core has one. */
import { cortexM4 } from "./cortex-m4.js";
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

/** Cores whose estimates were compared with published measurements; for others instructions are all that is said. */
const TABLES: Readonly<Record<string, CostTable>> = { "cortex-m4": cortexM4 };

export function costTableOf(cpu: string): CostTable | undefined {
  return Object.hasOwn(TABLES, cpu) ? TABLES[cpu] : undefined;
}
