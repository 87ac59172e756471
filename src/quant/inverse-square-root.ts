// SPDX-License-Identifier: Apache-2.0
/** 1/√x of an integer as a fixed-point multiplier (tflite::GetInvSqrtQuantizedMultiplierExp). */
import { INT32_MAX, saturatingRoundingDoublingHighMul as multiply } from "./fixed-point.js";
import type { QuantizedMultiplier } from "./multiplier.js";

// 3/2 and 1 in Q3.28, √½ in Q0.31.
const THREE_HALVES = (1 << 28) + (1 << 27);
const ONE = 1 << 28;
const SQRT_HALF = 1518500250;
const NEWTON_STEPS = 5;

/** For an int32 x ≥ 0; 0 is taken as 1. `shift` is 0 or negative. */
export function inverseSquareRoot(x: number): QuantizedMultiplier {
  if (x <= 1) return { multiplier: INT32_MAX, shift: 0 };
  let right = 11;
  let value = x;
  while (value >= 1 << 29) {
    value = Math.floor(value / 4);
    right++;
  }
  // Brings the value to 2^27 … 2^29 by an even number of bits.
  const pairs = Math.floor((Math.clz32(value) - 1) / 2) - 1;
  right -= pairs;
  value <<= 2 * pairs;
  const halfValue = roundedHalf(value >> 1);
  let root = ONE;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const cube = shiftLeftSaturating(multiply(multiply(root, root), root), 6);
    root = shiftLeftSaturating((multiply(THREE_HALVES, root) - multiply(halfValue, cube)) | 0, 3);
  }
  const multiplier = multiply(root, SQRT_HALF);
  return right < 0 ? { multiplier: multiplier << -right, shift: 0 } : { multiplier, shift: right === 0 ? 0 : -right };
}

function roundedHalf(x: number): number {
  return (x >> 1) + (x & 1);
}

function shiftLeftSaturating(x: number, exponent: number): number {
  const limit = 2 ** (31 - exponent) - 1;
  if (x > limit) return INT32_MAX;
  return x < -limit ? -0x80000000 : x << exponent;
}
