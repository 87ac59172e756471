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
