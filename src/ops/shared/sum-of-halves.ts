// SPDX-License-Identifier: Apache-2.0
/** Rescaling of int8 sums as ADD_N and CUMSUM do it: every addend is halved exactly, raised by 20 bits. */
import { cType, type KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../ir/graph.js";
import { type ClampRange, integerRange } from "../../quant/activation.js";
import { multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { quantizeMultiplier, type QuantizedMultiplier } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "./operands.js";
import { clampExpression, rescaleExpression } from "./rescale-c.js";

/** Half of 2^20: what one step of a stored value counts. */
const STEP_BITS = 19;

/** Factor from the sum of halves to the output; TFLM demands that it is less than 1. */
export function sumFactor(view: NodeView): number {
  return (2 * affineOf(inputTensor(view, 0)).scale) / (2 ** 20 * affineOf(outputTensor(view)).scale);
}

export interface SumScaling extends QuantizedMultiplier {
  readonly inputZeroPoint: number;
  readonly outputZeroPoint: number;
}

export function sumScaling(view: NodeView): SumScaling {
  return {
    ...quantizeMultiplier(sumFactor(view)),
    inputZeroPoint: affineOf(inputTensor(view, 0)).zeroPoint,
    outputZeroPoint: affineOf(outputTensor(view)).zeroPoint,
  };
}

/** The stored output of a sum of stored differences; the raised sum wraps at 32 bits as in TFLM. */
export function sumOutput(sum: number, { multiplier, shift, outputZeroPoint }: SumScaling): number {
  const { min, max } = integerRange("int8");
  const scaled = multiplyByQuantizedMultiplier(Math.imul(sum, 2 ** STEP_BITS), multiplier, shift);
  return Math.min(max, Math.max(min, (scaled + outputZeroPoint) | 0));
}

/** The same in C for a sum within the given bounds. */
export function sumOutputC(kernel: KernelWriter, sum: string, scaling: SumScaling, bounds: ClampRange): string {
  const { multiplier, shift, outputZeroPoint: zeroPoint } = scaling;
  const raised = { min: bounds.min * 2 ** STEP_BITS, max: bounds.max * 2 ** STEP_BITS };
  const fits = raised.min >= -(2 ** 31) && raised.max < 2 ** 31;
  if (!fits) kernel.include("tinygen_fixed_point.h");
  const scaled = rescaleExpression(kernel, {
    multiplier,
    shift,
    zeroPoint,
    x: fits ? `${sum} * ${2 ** STEP_BITS}` : `tinygen_shift_left(${sum}, ${STEP_BITS})`,
    from: fits ? raised : integerRange("int32"),
  });
  return clampExpression(kernel, scaled, cType("int8"), integerRange("int8"));
}
