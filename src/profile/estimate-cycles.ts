// SPDX-License-Identifier: Apache-2.0
/** Execution counts of single instructions + a cost table → estimated cycles, in all and per function. */
import type { CostTable, CycleRange } from "./cost-table.js";
import type { ListedInstruction } from "./listing.js";

export interface ExecutedInstruction {
  readonly address: number;
  readonly count: number;
  /** How often control did not go on behind it. */
  readonly taken: number;
}

export interface FunctionWork {
  readonly name: string;
  readonly instructions: number;
  /** Null without a cost table. */
  readonly cycles: CycleRange | null;
}

/** Looks instructions up by address; built once per program. */
export interface Program {
  readonly byAddress: ReadonlyMap<number, number>;
  readonly listing: readonly ListedInstruction[];
}

export function programOf(listing: readonly ListedInstruction[]): Program {
  return { listing, byAddress: new Map(listing.map(({ address }, index) => [address, index])) };
}

/** Work of every function that ran, most instructions first; undefined when something ran that is not listed. */
export function functionWork(
  executed: readonly ExecutedInstruction[],
  { listing, byAddress }: Program,
  table: CostTable | undefined,
): FunctionWork[] | undefined {
  const counts = new Map(executed.map((entry) => [entry.address, entry]));
  const sums = new Map<string, { instructions: number; cycles: CycleRange }>();
  for (const { address, count, taken } of executed) {
    const index = byAddress.get(address);
    const instruction = index === undefined ? undefined : listing[index];
    if (index === undefined || instruction === undefined) return undefined;
    const sum = sums.get(instruction.function) ?? { instructions: 0, cycles: NOTHING };
    sum.instructions += count;
    if (table !== undefined) {
      const previous = listing[index - 1];
      const before = previous === undefined ? undefined : counts.get(previous.address);
      // What did not come from the instruction before came by a jump, behind which no pair of instructions is known.
      const fellThrough = before === undefined ? 0 : Math.min(count, before.count - before.taken);
      sum.cycles = add(sum.cycles, times(table.cost(instruction, previous), fellThrough));
      sum.cycles = add(sum.cycles, times(table.cost(instruction, undefined), count - fellThrough));
      sum.cycles = add(sum.cycles, times(table.taken, taken));
    }
    sums.set(instruction.function, sum);
  }
  return [...sums]
    .map(([name, { instructions, cycles }]) => ({ name, instructions, cycles: table === undefined ? null : cycles }))
    .sort((a, b) => b.instructions - a.instructions || (a.name < b.name ? -1 : 1));
}

/** The sum over functions; null when one is unknown. */
export function totalCycles(work: readonly FunctionWork[]): CycleRange | null {
  return work.reduce<CycleRange | null>(
    (sum, { cycles }) => (sum === null || cycles === null ? null : add(sum, cycles)),
    NOTHING,
  );
}

const NOTHING: CycleRange = { value: 0, low: 0, high: 0 };

function add(a: CycleRange, b: CycleRange): CycleRange {
  return { value: a.value + b.value, low: a.low + b.low, high: a.high + b.high };
}

function times({ value, low, high }: CycleRange, count: number): CycleRange {
  return { value: value * count, low: low * count, high: high * count };
}
