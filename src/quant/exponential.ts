// SPDX-License-Identifier: Apache-2.0
/** exp, 1/(1+x) and the logistic function on Qm.(31−m) integers, bit-exact with gemmlowp's fixedpoint.h. */
import {
  INT32_MAX,
  INT32_MIN,
  roundingDivideByPowerOfTwo,
  saturatingRoundingDoublingHighMul as multiply,
} from "./fixed-point.js";

/** exp(−1/8) and 1/3 in Q0.31. */
export const EXP_OF_MINUS_EIGHTH = 1895147668;
export const ONE_THIRD = 715827883;

/** exp(−2^k) in Q0.31 for k = −2 … 4. */
export const EXP_OF_MINUS_POWERS = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242] as const;

/** 48/17 and −32/17 in Q2.29: the straight line that starts Newton's iteration for a reciprocal. */
export const FORTY_EIGHT_SEVENTEENTHS = 1515870810;
export const MINUS_THIRTY_TWO_SEVENTEENTHS = -1010580540;

/**
 * exp(x) in Q0.31 for x ≤ 0 given in Q`integerBits` with 0 … 5 integer bits (gemmlowp exp_on_negative_values):
 * a Taylor polynomial around −1/8 on the remainder modulo 1/4, times one constant per set bit of the quotient.
 */
export function expOnNegativeValues(x: number, integerBits: number): number {
  if (x === 0) return INT32_MAX;
  const fractionalBits = 31 - integerBits;
  const quarter = 1 << (fractionalBits - 2);
  const remainder = (x & (quarter - 1)) - quarter;
  let result = expOnQuarter(shiftLeftSaturating(remainder, integerBits));
  const quarters = remainder - x;
  EXP_OF_MINUS_POWERS.forEach((factor, i) => {
    const exponent = i - 2;
    if (exponent < integerBits && (quarters & (1 << (fractionalBits + exponent))) !== 0) {
      result = multiply(result, factor);
    }
  });
  return result;
}

// exp(a) for a in [−1/4, 0), both in Q0.31, by the fourth-order Taylor polynomial around −1/8.
function expOnQuarter(a: number): number {
  const x = a + (1 << 28);
  const x2 = multiply(x, x);
  const x3 = multiply(x2, x);
  const x4Quarter = roundingDivideByPowerOfTwo(multiply(x2, x2), 2);
  const tail = roundingDivideByPowerOfTwo(multiply(x4Quarter + x3, ONE_THIRD) + x2, 1);
  return EXP_OF_MINUS_EIGHTH + multiply(EXP_OF_MINUS_EIGHTH, x + tail);
}

/** 1 / (1 + x) for x in [0, 1), both in Q0.31 (gemmlowp one_over_one_plus_x_for_x_in_0_1). */
export function oneOverOnePlus(x: number): number {
  return shiftLeftSaturating(reciprocalOfHalfSum(x), 1);
}

/** (1 − x) / (1 + x) for x in [0, 1), both in Q0.31 (gemmlowp one_minus_x_over_one_plus_x_for_x_in_0_1). */
export function oneMinusOverOnePlus(x: number): number {
  return shiftLeftSaturating(reciprocalOfHalfSum(x) - (1 << 29), 2);
}

// 2 / (1 + x) in Q2.29 by three Newton steps; x outside [0, 1) gives the wrapped values of TFLM's arithmetic.
function reciprocalOfHalfSum(x: number): number {
  const sum = x + INT32_MAX;
  const half = sum >= 0 ? Math.floor((sum + 1) / 2) : Math.ceil((sum - 1) / 2);
  const one = 1 << 29;
  let estimate = (FORTY_EIGHT_SEVENTEENTHS + multiply(half, MINUS_THIRTY_TWO_SEVENTEENTHS)) | 0;
  for (let step = 0; step < 3; step++) {
    const error = (one - multiply(half, estimate)) | 0;
    estimate = (estimate + shiftLeftSaturating(multiply(estimate, error), 2)) | 0;
  }
  return estimate;
}

/** 1 / (1 + exp(−x)) in Q0.31 for x in Q`integerBits` (gemmlowp logistic). */
export function logistic(x: number, integerBits: number): number {
  if (x === 0) return 1 << 30;
  const ofMagnitude = oneOverOnePlus(expOnNegativeValues(x > 0 ? -x : x, integerBits));
  return x > 0 ? ofMagnitude : INT32_MAX - ofMagnitude;
}

/** tanh(x) in Q0.31 for x in Q`integerBits` (gemmlowp tanh). */
export function tanh(x: number, integerBits: number): number {
  if (x === 0) return 0;
  // exp(−2|x|): doubling is a matter of the integer bits.
  const ofMagnitude = oneMinusOverOnePlus(expOnNegativeValues(x > 0 ? -x : x, integerBits + 1));
  return x > 0 ? ofMagnitude : -ofMagnitude;
}

// gemmlowp SaturatingRoundingMultiplyByPOT with a positive exponent: the bounds are symmetric.
function shiftLeftSaturating(x: number, exponent: number): number {
  const threshold = 2 ** (31 - exponent) - 1;
  if (x > threshold) return INT32_MAX;
  if (x < -threshold) return INT32_MIN;
  return x << exponent;
}
