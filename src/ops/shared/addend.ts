// SPDX-License-Identifier: Apache-2.0
/** Rescaling of stored values to a scale that two or more inputs share, with headroom bits for the rounding. */
import { multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import type { QuantizedMultiplier } from "../../quant/multiplier.js";

/** One addend becomes (stored − zeroPoint) · 2^leftShift · multiplier, rounded. */
export interface AddendScaling extends QuantizedMultiplier {
  readonly zeroPoint: number;
}

/** The scaled addend of one stored value. */
export function scaleAddend(stored: number, addend: AddendScaling, leftShift: number): number {
  return multiplyByQuantizedMultiplier((stored - addend.zeroPoint) * 2 ** leftShift, addend.multiplier, addend.shift);
}

/** The scaled addends of all stored values from `lowest` on: a kernel meets each of the few values often. */
export function scaledAddends(lowest: -128 | -32768, addend: AddendScaling, leftShift: number): Int32Array {
  return Int32Array.from({ length: -2 * lowest }, (_, i) => scaleAddend(i + lowest, addend, leftShift));
}
