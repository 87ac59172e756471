// SPDX-License-Identifier: Apache-2.0
/**
 * exp and log of float32 with the results of glibc 2.28 and newlib 3 (both take them from Arm's optimized routines):
 * a short polynomial in double around tabulated points, rounded to float32 once.
 */
import {
  EXP_POLYNOMIAL,
  LN_2,
  LOG_POLYNOMIAL,
  LOG_TABLE,
  POWERS_OF_TWO,
  THIRTY_TWO_OVER_LN_2,
} from "./float-function-tables.js";

// Adding and subtracting this rounds a double to an integer.
const ROUNDING = 1.5 * 2 ** 52;
/** Bits of a float32 at which the significands that `LOG_TABLE` covers begin. */
const LOG_ORIGIN = 0x3f330000;

/** exp(x) of a float32: 2^(k/32) from a table times a polynomial of the rest. */
export function expFloat32(x: number): number {
  if (!(x > -104)) return Number.isNaN(x) ? x : 0;
  if (x > 89) return Infinity;
  const scaled = THIRTY_TWO_OVER_LN_2 * x;
  const k = scaled + ROUNDING - ROUNDING;
  const rest = scaled - k;
  const [cubic, quadratic, linear] = EXP_POLYNOMIAL;
  const y = (cubic * rest + quadratic) * (rest * rest) + (linear * rest + 1);
  const scale = (POWERS_OF_TWO[k & 31] ?? 1) * 2 ** (k >> 5);
  return Math.fround(y * scale);
}

const bits = new DataView(new ArrayBuffer(4));

/** Natural logarithm of a float32: log of a tabulated point near the significand plus a polynomial of the quotient. */
export function logFloat32(x: number): number {
  if (x === 1) return 0;
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  // Subnormal numbers are scaled up first.
  const subnormal = x < 2 ** -126;
  bits.setFloat32(0, subnormal ? x * 2 ** 23 : x);
  const pattern = (bits.getInt32(0) - (subnormal ? 23 << 23 : 0)) | 0;
  const offset = (pattern - LOG_ORIGIN) | 0;
  const [inverse = 1, log = 0] = LOG_TABLE[(offset >>> 19) & 15] ?? [];
  bits.setInt32(0, pattern - (offset & ~0x7fffff));
  const rest = bits.getFloat32(0) * inverse - 1;
  const base = log + (offset >> 23) * LN_2;
  const square = rest * rest;
  const [cubic, quadratic, linear] = LOG_POLYNOMIAL;
  return Math.fround((cubic * square + (quadratic * rest + linear)) * square + (base + rest));
}
