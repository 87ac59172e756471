// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of a quantised product (tflite::CalculateOpDataMul). */
import type { NodeView } from "../../ir/graph.js";
import { activationRange, type ClampRange } from "../../quant/activation.js";
import { quantizeMultiplier, type QuantizedMultiplier } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { MulAttributes } from "./attributes.js";

export interface MulScaling {
  readonly zeroPoints: readonly [number, number];
  readonly output: QuantizedMultiplier & { readonly zeroPoint: number };
  readonly range: ClampRange;
}

/** Real factor from the product of the stored differences to the output. */
export function realOutputMultiplier(view: NodeView): number {
  const [first, second] = [affineOf(inputTensor(view, 0)), affineOf(inputTensor(view, 1))];
  return (first.scale * second.scale) / affineOf(outputTensor(view)).scale;
}

export function mulScaling(view: NodeView<MulAttributes>): MulScaling {
  const output = outputTensor(view);
  const { scale, zeroPoint } = affineOf(output);
  return {
    zeroPoints: [affineOf(inputTensor(view, 0)).zeroPoint, affineOf(inputTensor(view, 1)).zeroPoint],
    output: { ...quantizeMultiplier(realOutputMultiplier(view)), zeroPoint },
    range: activationRange({ activation: view.node.attributes.activation, dtype: output.dtype, scale, zeroPoint }),
  };
}
