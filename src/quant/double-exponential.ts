// SPDX-License-Identifier: Apache-2.0
/** exp on doubles without a maths library, by the same operations in TypeScript and in the emitted C. */

/** log2 e. */
export const LOG2_E = 1.4426950408889634;
/** ln 2 in two parts: the first has trailing zeros, so that products with exponents are exact. */
export const LN2_HIGH = 0.69314718036912381649;
export const LN2_LOW = 1.90821492927058770002e-10;
/** Beyond these the result is 0 or infinite. */
export const SMALLEST_ARGUMENT = -746;
export const LARGEST_ARGUMENT = 710;

/** 1/13!, 1/12! … 1/0!: Taylor's series, whose remainder is below an ulp for |x| <= ln 2 / 2. */
export const TAYLOR: readonly number[] = Array.from({ length: 14 }, (_, i) => {
  let factorial = 1;
  for (let n = 2; n <= 13 - i; n++) factorial *= n;
  return 1 / factorial;
});

/** exp(x) within about one ulp; every operation is rounded on its own. */
export function exponential(x: number): number {
  if (!(x > SMALLEST_ARGUMENT)) return Number.isNaN(x) ? x : 0;
  if (!(x < LARGEST_ARGUMENT)) return Infinity;
  const exponent = Math.floor(x * LOG2_E + 0.5);
  const rest = x - exponent * LN2_HIGH - exponent * LN2_LOW;
  let value = 0;
  for (const coefficient of TAYLOR) value = value * rest + coefficient;
  // Powers of two are exact, so one product rounds once.
  return exponent < -1000 ? value * 2 ** (exponent + 1000) * 2 ** -1000 : value * 2 ** exponent;
}
