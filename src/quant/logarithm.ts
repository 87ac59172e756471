// SPDX-License-Identifier: Apache-2.0
/** Natural logarithm in fixed point, bit-exact with tflite::log_x_for_x_greater_than_or_equal_to_1. */
import { oneOverOnePlus } from "./exponential.js";
import { INT32_MAX, roundingDivideByPowerOfTwo, saturatingRoundingDoublingHighMul as multiply } from "./fixed-point.js";

/** Integer bits of the argument and of the result. */
export const ARGUMENT_INTEGER_BITS = 12;
export const RESULT_INTEGER_BITS = 5;
// One bit more while the result is put together.
const SUM_INTEGER_BITS = RESULT_INTEGER_BITS + 1;

// Q0.31: ln 2, √√½, √½, and the coefficients 11/240·√√2, 1/20·√√2, 2/√√2 − √√2, 1/4·√√2.
const LN_2 = 1488522236;
const FOURTH_ROOT_OF_HALF = 1805811301;
const SQRT_HALF = 1518500250;
const ALPHA_N = 117049297;
const ALPHA_D = 127690142;
const ALPHA_I = 1057819769;
const ALPHA_F = 638450708;
const QUARTER = 1 << (31 - SUM_INTEGER_BITS - 2);

/** ln(x) in Q5.26 for x > 0 in Q12.19. */
export function logarithm(x: number): number {
  const zeros = Math.clz32(x);
  const r = Math.min(
    shiftLeftSaturating(multiply(shiftLeftSaturating(x, zeros - 1), SQRT_HALF), 1),
    shiftLeftSaturating(x, Math.clz32(multiply(x, SQRT_HALF)) - 1),
  );
  const powerA = power(zeros) + QUARTER;
  const powerB = power(Math.clz32(multiply(x, SQRT_HALF)) - 1) - QUARTER;
  // A rational approximation of ln around √√½.
  const p = Math.floor((r + FOURTH_ROOT_OF_HALF + 1) / 2);
  const q = ((r - FOURTH_ROOT_OF_HALF) * 2) | 0;
  const square = multiply(q, q);
  const numerator = (multiply(q, r) + multiply(multiply(q, square), ALPHA_N)) | 0;
  const denominator = (multiply(p, (ALPHA_I + q + multiply(ALPHA_D, square)) | 0) + multiply(ALPHA_F, q)) | 0;
  const fraction = multiply(roundingDivideByPowerOfTwo(numerator, SUM_INTEGER_BITS), oneOverOnePlus(denominator));
  return shiftLeftSaturating((multiply(Math.max(powerA, powerB), LN_2) + fraction) | 0, 1);
}

// The power of two above the argument, for the sum's integer bits.
function power(zeros: number): number {
  return (ARGUMENT_INTEGER_BITS - zeros) * 2 ** (31 - SUM_INTEGER_BITS);
}

function shiftLeftSaturating(x: number, exponent: number): number {
  const limit = 2 ** (31 - exponent) - 1;
  if (x > limit) return INT32_MAX;
  return x < -limit ? -0x80000000 : x << exponent;
}
