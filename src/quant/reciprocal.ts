// SPDX-License-Identifier: Apache-2.0
/** Reciprocal of a small integer as a Q0.31 fraction and a power of two (tflite::GetReciprocal). */
import { saturatingRoundingDoublingHighMul as multiply } from "./fixed-point.js";
import { FORTY_EIGHT_SEVENTEENTHS, MINUS_THIRTY_TWO_SEVENTEENTHS, oneOverOnePlus } from "./exponential.js";

/** 1 / x = scale · 2^(−31 − bitsOverUnit). */
export interface Reciprocal {
  readonly scale: number;
  readonly bitsOverUnit: number;
}

/** For 0 ≤ x < 2^31; 0 has no reciprocal and gives what TFLM's arithmetic happens to give on wrapping hardware. */
export function reciprocal(x: number): Reciprocal {
  const headroom = Math.clz32(x);
  if (x === 0) return { scale: reciprocalOfZero(), bitsOverUnit: 31 - headroom };
  const fraction = (((x << headroom) >>> 0) - 2 ** 31) | 0;
  return { scale: oneOverOnePlus(fraction), bitsOverUnit: 31 - headroom };
}

// Newton's iteration on a denominator of −2^-31 (gemmlowp one_over_one_plus_x_for_x_in_0_1 for INT32_MIN).
function reciprocalOfZero(): number {
  const half = -1;
  let estimate = (FORTY_EIGHT_SEVENTEENTHS + multiply(half, MINUS_THIRTY_TWO_SEVENTEENTHS)) | 0;
  for (let step = 0; step < 3; step++) {
    const error = (2 ** 29 - multiply(half, estimate)) | 0;
    estimate = (estimate + shiftLeftSaturating(multiply(estimate, error), 2)) | 0;
  }
  return shiftLeftSaturating(estimate, 1);
}

function shiftLeftSaturating(x: number, exponent: number): number {
  const limit = 2 ** (31 - exponent) - 1;
  if (x > limit) return 0x7fffffff;
  return x < -limit ? -0x80000000 : x << exponent;
}
