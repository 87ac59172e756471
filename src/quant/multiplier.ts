// SPDX-License-Identifier: Apache-2.0
/** Real multipliers as a 31-bit significand and a power of two. */
import { INT32_MAX } from "./fixed-point.js";

/** Stands for multiplier · 2^(shift − 31). */
export interface QuantizedMultiplier {
  readonly multiplier: number;
  /** Positive to the left; never below −31. */
  readonly shift: number;
}

/** std::round: ties away from zero, also where adding a half would round up by itself. */
export function roundHalfAwayFromZero(x: number): number {
  const magnitude = Math.abs(x);
  const floor = Math.floor(magnitude);
  const rounded = magnitude - floor >= 0.5 ? floor + 1 : floor;
  return x < 0 ? -rounded : rounded;
}

// One for all calls: models with thousands of channels have as many multipliers.
const BITS = new DataView(new ArrayBuffer(8));

/** Splits a finite double into fraction · 2^exponent with 0.5 ≤ |fraction| < 1, or 0 and 0 (C's frexp). */
export function frexp(x: number): { readonly fraction: number; readonly exponent: number } {
  if (x === 0 || !Number.isFinite(x)) return { fraction: x, exponent: 0 };
  // Subnormals are scaled up first so that the exponent field is usable.
  const subnormal = Math.abs(x) < 2 ** -1022;
  BITS.setFloat64(0, subnormal ? x * 2 ** 54 : x);
  const high = BITS.getUint32(0);
  const exponent = ((high >>> 20) & 0x7ff) - 1022 - (subnormal ? 54 : 0);
  BITS.setUint32(0, (high & 0x800fffff) | (1022 << 20));
  return { fraction: BITS.getFloat64(0), exponent };
}

/**
 * Nearest fixed-point form of a finite real multiplier (tflite::QuantizeMultiplier, default build). Multipliers
 * below about 2⁻³² become zero, as there.
 */
export function quantizeMultiplier(real: number): QuantizedMultiplier {
  if (real === 0) return { multiplier: 0, shift: 0 };
  const { fraction, exponent } = frexp(real);
  let significand = roundHalfAwayFromZero(fraction * 2 ** 31);
  let shift = exponent;
  if (significand === 2 ** 31) {
    significand /= 2;
    shift++;
  }
  if (shift < -31) return { multiplier: 0, shift: 0 };
  return { multiplier: Math.min(significand, INT32_MAX), shift };
}
