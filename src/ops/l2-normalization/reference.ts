// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of L2_NORMALIZATION: tflite::reference_integer_ops::L2Normalization. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { clamp, multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { inverseSquareRoot } from "../../quant/inverse-square-root.js";
import { affineOf, inputData, inputTensor, numericElements, outputTensor } from "../shared/operands.js";

/** The output counts 1/128. */
export const OUTPUT_BITS = 7;

export function evaluateL2Normalization(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  const depth = inputTensor(view, 0).shape.at(-1) ?? 1;
  const { zeroPoint } = affineOf(inputTensor(view, 0));
  for (let row = 0; row < output.length; row += depth) {
    let squares = 0;
    for (let i = 0; i < depth; i++) squares = (squares + ((input[row + i] ?? 0) - zeroPoint) ** 2) | 0;
    const { multiplier, shift } = inverseSquareRoot(squares);
    for (let i = 0; i < depth; i++) {
      const scaled = multiplyByQuantizedMultiplier((input[row + i] ?? 0) - zeroPoint, multiplier, shift + OUTPUT_BITS);
      output[row + i] = clamp(scaled, -128, 127);
    }
  }
  return [result];
}
