// SPDX-License-Identifier: Apache-2.0
/** Fixed-point constants of QUANTIZE between integer types. */
import type { NodeView } from "../../ir/graph.js";
import { integerRange } from "../../quant/activation.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { Rescale } from "../shared/quantized-unary.js";

export function quantizeRescale(view: NodeView): Rescale {
  const input = affineOf(inputTensor(view, 0));
  const output = affineOf(outputTensor(view));
  return {
    ...quantizeMultiplier(input.scale / output.scale),
    inputZeroPoint: input.zeroPoint,
    outputZeroPoint: output.zeroPoint,
    range: integerRange(outputTensor(view).dtype),
  };
}
