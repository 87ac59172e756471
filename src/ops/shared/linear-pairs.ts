// SPDX-License-Identifier: Apache-2.0
/**
 * Functions of two signed bytes that are, but for the clamp, one sum of products rounded once:
 * (a · first + b · second + offset) >> shift. A quantised sum rounds each addend and the result, twice; whether a single
 * rounding gives the same is decided by trying all 65,536 pairs.
 */
import type { ClampRange } from "../../quant/activation.js";

export interface LinearPairs {
  readonly first: number;
  readonly second: number;
  readonly offset: number;
  readonly shift: number;
}

export interface LinearPairsOptions {
  /** The clamped result of two stored values. */
  readonly result: (a: number, b: number) => number;
  /** What a step of either stored value adds to the unclamped result. */
  readonly factors: readonly [number, number];
  readonly range: ClampRange;
}

const BYTES = 256;

/** How far the factors may be off their rounded values; the offset takes up what that shifts. */
const NUDGES = [0, 1, -1, 2, -2] as const;

/** Fewer bits never meet all roundings. */
const LEAST_SHIFT = 16;

/** Undefined when no sum of 32 bits gives the result for all pairs. */
export function linearPairs({ result, factors, range }: LinearPairsOptions): LinearPairs | undefined {
  if (range.min >= range.max) return undefined;
  const results = new Int16Array(BYTES * BYTES);
  for (let i = 0; i < results.length; i++) results[i] = result(byteAt(i >> 8), byteAt(i & 255));
  const shift = largestShift(results, factors);
  if (shift < LEAST_SHIFT) return undefined;
  for (const nudge of NUDGES) {
    for (const other of NUDGES) {
      const first = Math.round(factors[0] * 2 ** shift) + nudge;
      const second = Math.round(factors[1] * 2 ** shift) + other;
      const offset = offsetFor(results, { first, second, shift, range });
      const candidate = { first, second, offset: offset ?? 0, shift };
      if (offset !== undefined && fits(candidate)) return candidate;
    }
  }
  return undefined;
}

function byteAt(index: number): number {
  return index - BYTES / 2;
}

/** The sums' bounds are known but for the offset, which is about that of an unclamped pair. */
function largestShift(results: Int16Array, [first, second]: readonly [number, number]): number {
  const middle = results[(BYTES / 2) * BYTES + BYTES / 2] ?? 0;
  const largest = 128 * (Math.abs(first) + Math.abs(second)) + Math.abs(middle) + 256;
  return Math.floor(Math.log2((2 ** 31 - 1) / largest));
}

/** An offset that puts every pair between its result and the next one; clamped results are bounded on one side. */
function offsetFor(
  results: Int16Array,
  { first, second, shift, range }: Omit<LinearPairs, "offset"> & { readonly range: ClampRange },
): number | undefined {
  const one = 2 ** shift;
  let lowest = -Infinity;
  let highest = Infinity;
  for (let i = 0; i < results.length; i++) {
    const value = results[i] as number;
    const least = value * one - byteAt(i >> 8) * first - byteAt(i & 255) * second;
    if (value > range.min && least > lowest) lowest = least;
    if (value < range.max && least + one - 1 < highest) highest = least + one - 1;
    if (lowest > highest) return undefined;
  }
  return Number.isFinite(lowest) && Number.isFinite(highest) ? Math.floor((lowest + highest) / 2) : undefined;
}

/** No sum leaves 32 bits, in whichever order its parts are added. */
function fits({ first, second, offset }: LinearPairs): boolean {
  return 128 * (Math.abs(first) + Math.abs(second)) + Math.abs(offset) < 2 ** 31;
}
