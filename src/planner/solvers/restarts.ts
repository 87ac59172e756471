// SPDX-License-Identifier: Apache-2.0
/** Restarts of the search: how long each run may be and in which order it tries buffers. */
import { reordered } from "./orderings.js";

/** One run of the search. */
export interface Run {
  readonly order: readonly number[];
  /** See `SearchLimits`. */
  readonly lowFirst: number;
  readonly maxSteps: number;
}

/** Search nodes, not time, so that every machine gives the same plan. */
export const DEFAULT_MAX_STEPS = 400_000;
/** Steps of a run with a given order unless said otherwise; such a run is likelier to be lucky than a disturbed one. */
export const FIRST_STEPS = 1000;
/** Steps of the shortest run after those. */
const UNIT_STEPS = 250;
/** Any number but 0. */
export const SEED = 0x2545f491;
/** Every other run fills low valleys first: on MiniMalloc's problems each way is lucky where the other one is not. */
const LOW_FIRST = 100;
/** How far disturbed orders move a buffer, in turn, as shares of the order's length. */
const DISTURBANCES = [0.05, 0.2, 1];
/** A greedy placement has better chances near the given orders than far from them. */
export const SLIGHT_DISTURBANCES = [0.05];

/**
 * An endless, always equal sequence of runs: first each given order, then disturbed copies of them. A lucky order often
 * finds within hundreds of steps what another misses in millions, so most runs are short; their lengths follow Luby,
 * Sinclair and Zuckerman (1993), which also gives a proof that needs one long run a fair share of all steps.
 */
export function* restarts(orders: readonly (readonly number[])[], firstSteps = FIRST_STEPS): Generator<Run, never> {
  let lowFirst = 0;
  const alternate = (): number => (lowFirst = LOW_FIRST - lowFirst);
  for (const order of orders) yield { order, lowFirst: alternate(), maxSteps: firstSteps };
  let run = 0;
  for (const order of disturbed(orders, DISTURBANCES))
    yield { order, lowFirst: alternate(), maxSteps: UNIT_STEPS * luby(++run) };
  throw new Error("the sequence of disturbed orders has no end");
}

/** The given orders, first to fill the valley with the fewest choices and then with low ones first: a sequence that ends. */
export function* shortRuns(orders: readonly (readonly number[])[], maxSteps: number): Generator<Run, void> {
  for (const lowFirst of [0, LOW_FIRST]) for (const order of orders) yield { order, lowFirst, maxSteps };
}

/** Disturbed copies of the given orders in turn: endless, and the same each time. */
export function* disturbed(
  orders: readonly (readonly number[])[],
  disturbances: readonly number[],
): Generator<readonly number[]> {
  const random = xorshift32(SEED);
  for (let run = 0; ; run++) {
    yield disturb(orders[run % orders.length] ?? [], disturbances[run % disturbances.length] ?? 1, random);
  }
}

/** The sequence 1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8, … at position `at` ≥ 1. */
export function luby(at: number): number {
  let size = 1;
  while (size < at + 1) size *= 2;
  return size === at + 1 ? size / 2 : luby(at + 1 - size / 2);
}

function disturb(order: readonly number[], disturbance: number, random: () => number): number[] {
  const reach = 2 * disturbance * order.length;
  return reordered(order, (_, position) => position + (random() - 0.5) * reach);
}

/** Marsaglia's generator; numbers in [0, 1). Seeded alike in every run of the program: plans must not differ. */
export function xorshift32(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
