// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of RELU on int8 and int16 (tflite::CalculateReluOpData). */
import type { NodeView } from "../../ir/graph.js";
import { activationRange } from "../../quant/activation.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { Rescale } from "../shared/quantized-unary.js";

export function reluRescale(view: NodeView): Rescale {
  const input = affineOf(inputTensor(view, 0));
  const output = affineOf(outputTensor(view));
  return {
    // TFLM divides the scales in float32 before it widens the quotient.
    ...quantizeMultiplier(Math.fround(input.scale / output.scale)),
    inputZeroPoint: input.zeroPoint,
    outputZeroPoint: output.zeroPoint,
    range: activationRange({ activation: "RELU", dtype: outputTensor(view).dtype, ...output }),
  };
}
