// SPDX-License-Identifier: Apache-2.0
/** Axes and fixed-point constants of MEAN (tflite::reference_ops::QuantizedMeanOrSum). */
import type { NodeView } from "../../ir/graph.js";
import { quantizeMultiplier, type QuantizedMultiplier } from "../../quant/multiplier.js";
import { affineOf, constantIntegers, inputTensor, outputTensor } from "../shared/operands.js";
import { reducedCount, resolveAxes } from "../shared/reduce-axes.js";

/** Reduced axes, or undefined when they are not constant or out of range. */
export function meanAxes(view: NodeView): readonly number[] | undefined {
  const axes = constantIntegers(view.inputs[1]);
  return axes === undefined ? undefined : resolveAxes(axes, inputTensor(view, 0).shape.length);
}

/** Elements that make up one mean. */
export function meanCount(view: NodeView): number {
  return reducedCount(inputTensor(view, 0).shape, meanAxes(view) ?? []);
}

/**
 * The multiplier for a sum of `meanCount` differences from the zero point: the scales' quotient with 1/count folded
 * in. The power of two below the count goes into the shift, so that the integer quotient keeps its bits.
 */
export function meanMultiplier(view: NodeView): QuantizedMultiplier {
  const real = affineOf(inputTensor(view, 0)).scale / affineOf(outputTensor(view)).scale;
  const { multiplier, shift } = quantizeMultiplier(real);
  const count = meanCount(view);
  const folded = Math.min(Math.floor(Math.log2(count)), 32, 31 + shift);
  return {
    multiplier: Number((BigInt(multiplier) << BigInt(folded)) / BigInt(count)),
    shift: shift - folded,
  };
}
