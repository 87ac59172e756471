// SPDX-License-Identifier: Apache-2.0
/** Constants and the reciprocal of TFLM's quantised softmax kernels (softmax_common.cc, reference/softmax.h). */
import { expOnNegativeValues, oneOverOnePlus } from "./exponential.js";
import { saturatingRoundingDoublingHighMul } from "./fixed-point.js";
import { interpolationTable } from "./lookup-table.js";
import { type QuantizedMultiplier, quantizeMultiplier } from "./multiplier.js";

/** Integer bits of the scaled difference input − maximum. */
export const DIFFERENCE_INTEGER_BITS = 5;
/** Integer bits of the sum of exponentials. */
export const SUM_INTEGER_BITS = 12;

export interface SoftmaxScaling extends QuantizedMultiplier {
  /** Differences input − maximum below this (0 or negative) contribute nothing. */
  readonly smallestDifference: number;
}

/**
 * Scaling of int8 differences to Q5.26 (tflite::PreprocessSoftmaxScaling, CalculateInputRadius). `beta` is a float32.
 * The product beta · scale · 2²⁶ must exceed 1, which TFLM checks.
 */
export function softmaxScaling(beta: number, inputScale: number): SoftmaxScaling {
  const { multiplier, shift } = quantizeMultiplier(softmaxRealMultiplier(beta, inputScale));
  const radius = Math.floor(((2 ** DIFFERENCE_INTEGER_BITS - 1) * 2 ** (31 - DIFFERENCE_INTEGER_BITS)) / 2 ** shift);
  return { multiplier, shift, smallestDifference: -radius };
}

/** The real factor behind `softmaxScaling`, capped as in TFLM. */
export function softmaxRealMultiplier(beta: number, inputScale: number): number {
  return Math.min(beta * inputScale * 2 ** (31 - DIFFERENCE_INTEGER_BITS), 2 ** 31 - 1);
}

/** exp of the scaled difference in Q0.31; index d stands for input − maximum = −d. */
export function softmaxExpTable(scaling: SoftmaxScaling): Int32Array {
  return Int32Array.from({ length: 256 }, (_, distance) => {
    if (-distance < scaling.smallestDifference) return 0;
    const scaled = saturatingRoundingDoublingHighMul(Math.imul(-distance, 2 ** scaling.shift), scaling.multiplier);
    return expOnNegativeValues(scaled, DIFFERENCE_INTEGER_BITS);
  });
}

/** 1 / sum: `scale` in Q0.31 and the number of bits by which the sum exceeds 1 (tflite::GetReciprocal). */
export function softmaxReciprocal(sum: number): { readonly scale: number; readonly bitsOverUnit: number } {
  const headroom = Math.clz32(sum);
  const fraction = (((sum << headroom) >>> 0) - 2 ** 31) | 0;
  return { scale: oneOverOnePlus(fraction), bitsOverUnit: SUM_INTEGER_BITS - headroom };
}

/** Factor that maps an int16 difference onto −65535 … 0 for −10 … 0. */
export function softmaxInt16Scaling(beta: number, inputScale: number): QuantizedMultiplier {
  return quantizeMultiplier((inputScale * beta) / (10 / 65535));
}

/** exp on −10 … 0 and 1/(1+x) on 0 … 1 with 513 int16 entries each; the same for every model. */
export function softmaxInt16Tables(): { readonly exp: Int16Array; readonly reciprocal: Int16Array } {
  const range = 65535;
  const outputScale = Math.fround(2 / range);
  return {
    exp: interpolationTable({
      inputScale: Math.fround(10 / range),
      inputZeroPoint: 32767,
      outputScale,
      outputZeroPoint: 0,
      transform: (x) => Math.fround(Math.exp(x)),
    }),
    reciprocal: interpolationTable({
      inputScale: Math.fround(1 / range),
      inputZeroPoint: -32768,
      outputScale,
      outputZeroPoint: 0,
      transform: (x) => Math.fround(1 / Math.fround(1 + x)),
    }),
  };
}
