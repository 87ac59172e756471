// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of RELU on int8 and int16 (tflite::CalculateReluOpData). */
import type { NodeView } from "../../ir/graph.js";
import { activationRange } from "../../quant/activation.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { Rescale } from "../shared/quantized-unary.js";

/** TFLM divides the scales in float32 before it widens the quotient. */
export function realFactor(view: NodeView): number {
  return Math.fround(affineOf(inputTensor(view, 0)).scale / affineOf(outputTensor(view)).scale);
}

export function reluRescale(view: NodeView): Rescale {
  const input = affineOf(inputTensor(view, 0));
  const output = affineOf(outputTensor(view));
  return {
    ...quantizeMultiplier(realFactor(view)),
    inputZeroPoint: input.zeroPoint,
    outputZeroPoint: output.zeroPoint,
    range: activationRange({ activation: "RELU", dtype: outputTensor(view).dtype, ...output }),
  };
}
