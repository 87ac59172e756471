// SPDX-License-Identifier: Apache-2.0
/** Reference function of RSQRT: RsqrtEvalQuantized of TFLM's elementwise.cc. */
import type { NodeView } from "../../ir/graph.js";
import { integerRange } from "../../quant/activation.js";
import { multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { inverseSquareRoot } from "../../quant/inverse-square-root.js";
import { quantizeMultiplier, type QuantizedMultiplier } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";

/** Bits by which the intermediate 1/√x is raised. */
export const RAISED_BITS = 20;

/** Factor from 1/√(stored difference) to the output; the root and the product are float32. */
export function realMultiplier(view: NodeView): number {
  const root = Math.fround(Math.sqrt(affineOf(inputTensor(view, 0)).scale));
  return 1 / Math.fround(root * affineOf(outputTensor(view)).scale);
}

export function rsqrtMultiplier(view: NodeView): QuantizedMultiplier {
  return quantizeMultiplier(realMultiplier(view));
}

export function rsqrt(view: NodeView): (stored: number) => number {
  const { dtype } = inputTensor(view, 0);
  if (dtype === "float32") return (x) => Math.fround(1 / Math.fround(Math.sqrt(x)));
  const { min, max } = integerRange(dtype);
  const inputZeroPoint = affineOf(inputTensor(view, 0)).zeroPoint;
  const outputZeroPoint = affineOf(outputTensor(view)).zeroPoint;
  const { multiplier, shift } = rsqrtMultiplier(view);
  return (stored) => {
    const x = stored - inputZeroPoint;
    // TFLM gives the largest value for 0 and ends the invocation with an error for negative values.
    if (x <= 0) return max;
    const root = inverseSquareRoot(x);
    const raised = multiplyByQuantizedMultiplier(1, root.multiplier, root.shift + RAISED_BITS);
    const scaled = multiplyByQuantizedMultiplier(raised, multiplier, shift - RAISED_BITS);
    return Math.min(max, Math.max(min, (scaled + outputZeroPoint) | 0));
  };
}
