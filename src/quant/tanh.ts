// SPDX-License-Identifier: Apache-2.0
/** tanh on int16 through the sigmoid table, tanh(x) = 2 · sigmoid(2x) − 1 (tflite::reference_integer_ops::Tanh). */
import { checkedLog2, type SigmoidScaling, sigmoidScaling } from "./sigmoid-table.js";

/** Scaling of the input: exactly 3 or 6 for the scales 2⁻¹² and 2⁻¹¹ (CalculateArithmeticOpData of TFLM's tanh.cc). */
export function tanhScaling(inputScale: number): SigmoidScaling {
  const { isPowerOfTwo, exponent } = checkedLog2(inputScale);
  if (isPowerOfTwo && (exponent === -12 || exponent === -11)) return { multiplier: 3 << (exponent + 12), shift: 0 };
  return sigmoidScaling(inputScale);
}

/** tanh of one int16 value, in Q0.15. */
export function tanhInt16(x: number, { multiplier, shift }: SigmoidScaling, table: Uint16Array): number {
  const half = shift > 0 ? 1 << (shift - 1) : 0;
  const argument = (Math.imul(x, multiplier) + half) >> shift;
  const magnitude = Math.abs(argument);
  const index = magnitude >>> 8;
  let result = 0xffff << 8;
  if (index < 255) {
    const base = table[index] ?? 0;
    result = (base << 8) + (magnitude & 0xff) * ((table[index + 1] ?? 0) - base);
  }
  const rounded = argument >= 0 ? result - 2 ** 23 + 2 ** 7 : -result + 2 ** 23 + 2 ** 7 - 1;
  return ((rounded >> 8) << 16) >> 16;
}
