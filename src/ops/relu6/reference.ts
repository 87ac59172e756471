// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of RELU6: tflite::Relu6Quantized and Relu6Float. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { type ClampRange, integerRange } from "../../quant/activation.js";
import { clamp } from "../../quant/fixed-point.js";
import { roundHalfAwayFromZero } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import { mapElements } from "../shared/quantized-unary.js";

/** 0 and 6 in the quantisation of the input; TFLM does not look at that of the output. */
export function relu6Range(view: NodeView): ClampRange {
  const input = inputTensor(view, 0);
  const { scale, zeroPoint } = affineOf(input);
  const { min, max } = integerRange(input.dtype);
  return { min: zeroPoint, max: clamp(roundHalfAwayFromZero(Math.fround(6 / scale)) + zeroPoint, min, max) };
}

export function evaluateRelu6(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const { min, max } = outputTensor(view).dtype === "float32" ? { min: 0, max: 6 } : relu6Range(view);
  return mapElements(view, inputs, (x) => (x > max ? max : x < min ? min : x));
}
