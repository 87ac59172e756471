// SPDX-License-Identifier: Apache-2.0
/** Reciprocal of an integer as a Q0.31 fraction and a power of two (tflite::GetReciprocal). */
import { oneOverOnePlus } from "./exponential.js";

/** 1 / x = scale · 2^(−31 − bitsOverUnit). */
export interface Reciprocal {
  readonly scale: number;
  readonly bitsOverUnit: number;
}

/** For 0 ≤ x < 2^31; 0 has no reciprocal and gives what TFLM's arithmetic yields on hardware that wraps. */
export function reciprocal(x: number): Reciprocal {
  const headroom = Math.clz32(x);
  const fraction = (((x << headroom) >>> 0) - 2 ** 31) | 0;
  return { scale: oneOverOnePlus(fraction), bitsOverUnit: 31 - headroom };
}
