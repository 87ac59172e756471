// SPDX-License-Identifier: Apache-2.0
/** Fixed-point rescaling of accumulators, bit-exact with TFLM built with its default double rounding. */

export const INT32_MIN = -0x80000000;
export const INT32_MAX = 0x7fffffff;

/**
 * High half of 2·a·b for int32 operands, rounded to nearest with ties towards +∞; only INT32_MIN² saturates.
 * Same values as gemmlowp's SaturatingRoundingDoublingHighMul: its nudge (±2³⁰, then truncation) is one addition of
 * 2³⁰ and a floor. Both partial products stay below 2⁴⁸, so doubles hold them exactly.
 */
export function saturatingRoundingDoublingHighMul(a: number, b: number): number {
  if (a === INT32_MIN && b === INT32_MIN) return INT32_MAX;
  const low = Math.floor(((a & 0xffff) * b + 0x40000000) / 0x10000);
  return Math.floor(((a >> 16) * b + low) / 0x8000);
}

/** x / 2^exponent for an int32 x and 0 ≤ exponent ≤ 31, to nearest with ties away from zero (gemmlowp RoundingDivideByPOT). */
export function roundingDivideByPowerOfTwo(x: number, exponent: number): number {
  const mask = ((1 << exponent) - 1) | 0;
  const threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return (x >> exponent) + ((x & mask) > threshold ? 1 : 0);
}

/**
 * x · multiplier · 2^(shift − 31) for an int32 x; shift is positive to the left (tflite::MultiplyByQuantizedMultiplier,
 * kernels/internal/common.cc). The left shift wraps as the int32 product of TFLM does.
 */
export function multiplyByQuantizedMultiplier(x: number, multiplier: number, shift: number): number {
  const scaled = shift > 0 ? Math.imul(x, 1 << shift) : x;
  const product = saturatingRoundingDoublingHighMul(scaled, multiplier);
  return shift < 0 ? roundingDivideByPowerOfTwo(product, -shift) : product;
}

/** The 16-bit multiplier that the 64-bit form uses: rounded, and held at 0x7fff. */
export function reduceMultiplier(multiplier: number): number {
  return multiplier < 0x7fff0000 ? (multiplier + 0x8000) >> 16 : 0x7fff;
}

// Beyond this magnitude the product with a 15-bit multiplier may not be exact in a double.
const EXACT_LIMIT = 2 ** 37;

/**
 * The form for 64-bit accumulators (int16 activations): `x` is an integer of at most 53 bits, −31 ≤ shift ≤ 7.
 * Single rounding with ties towards +∞; the result is cut to 32 bits as in TFLM.
 */
export function multiplyByQuantizedMultiplier64(x: number, multiplier: number, shift: number): number {
  const reduced = reduceMultiplier(multiplier);
  const totalShift = 15 - shift;
  if (x < EXACT_LIMIT && x > -EXACT_LIMIT) {
    return Math.floor((x * reduced + 2 ** (totalShift - 1)) / 2 ** totalShift) | 0;
  }
  const product = BigInt.asIntN(64, BigInt(x) * BigInt(reduced) + (1n << BigInt(totalShift - 1)));
  return Number(BigInt.asIntN(32, product >> BigInt(totalShift)));
}

/** x limited to low … high. */
export function clamp(x: number, low: number, high: number): number {
  return x < low ? low : x > high ? high : x;
}
