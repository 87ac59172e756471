// SPDX-License-Identifier: Apache-2.0
/** The logistic function on int16 by TFLM's interpolated table (reference/integer_ops/logistic.h). */
import { frexp, roundHalfAwayFromZero } from "./multiplier.js";

// TFLM's table holds sigmoid(i / 24) · 2¹⁶ to nearest, except that these entries are one larger (the last one is cut).
const RAISED = new Set([
  4, 8, 12, 14, 15, 16, 17, 19, 20, 21, 22, 25, 27, 28, 29, 30, 31, 33, 34, 35, 37, 39, 40, 41, 43, 44, 45, 46, 49, 50,
  54, 62, 63, 64, 66, 82, 86, 93, 100, 103, 112, 116, 135, 255,
]);

/** sigmoid(i / 24) in Q0.16 for i = 0 … 255. */
export function sigmoidTable(): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, i) => {
    return Math.round(65536 / (1 + Math.exp(-i / 24))) + (RAISED.has(i) ? 1 : 0);
  });
}

/** The table's argument is (x · multiplier + half) >> shift. */
export interface SigmoidScaling {
  readonly multiplier: number;
  readonly shift: number;
}

/**
 * Scaling of an int16 input to 1/(3 · 4096) (CalculateArithmeticOpDataLogistic): exactly 3 for the power of two
 * 2⁻¹², else a multiplier of at most 15 bits, truncated.
 */
export function sigmoidScaling(inputScale: number): SigmoidScaling {
  const { isPowerOfTwo, exponent } = checkedLog2(inputScale);
  if (isPowerOfTwo && exponent === -12) return { multiplier: 3, shift: 0 };
  let real = inputScale * 4096 * 3;
  let shift = 0;
  while (real <= 32767 / 2 && shift <= 30) {
    shift++;
    real *= 2;
  }
  return { multiplier: Math.trunc(real), shift };
}

/** The logistic function of one int16 value, in Q0.15. */
export function sigmoidInt16(x: number, scaling: SigmoidScaling, table: Uint16Array): number {
  const { multiplier, shift } = scaling;
  const half = shift > 0 ? 1 << (shift - 1) : 0;
  const argument = (Math.imul(x, multiplier) + half) >> shift;
  const magnitude = Math.abs(argument);
  const index = magnitude >>> 9;
  let result = 0x7fff << 10;
  if (index < 255) {
    const base = table[index] ?? 0;
    result = (base << 9) + (magnitude & 0x1ff) * ((table[index + 1] ?? 0) - base);
  }
  const rounded = argument >= 0 ? result + 512 : (1 << 25) - result + 511;
  return ((rounded >>> 10) << 16) >> 16;
}

/** Nearest power of two, and whether `x` is within 0.1 % of an octave of it (tflite::CheckedLog2, in float32). */
export function checkedLog2(x: number): { readonly isPowerOfTwo: boolean; readonly exponent: number } {
  const f = Math.fround;
  // log is taken through frexp so that an exact power of two stays one on every engine.
  const { fraction, exponent } = frexp(x);
  const natural = f(Math.log(fraction) + exponent * Math.LN2);
  const log2 = f(natural * f(1 / f(Math.LN2)));
  const rounded = f(roundHalfAwayFromZero(log2));
  return { isPowerOfTwo: Math.abs(f(log2 - rounded)) < f(1e-3), exponent: rounded };
}
