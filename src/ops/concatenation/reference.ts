// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of CONCATENATION: tflite::reference_ops::Concatenation, which only copies. */
import { elementBytes } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData, toBytes } from "../../ir/tensor-data.js";
import { inputData, outputTensor } from "../shared/operands.js";
import type { ConcatenationAttributes } from "./attributes.js";
import { concatenationLayout } from "./layout.js";

export function evaluateConcatenation(
  view: NodeView<ConcatenationAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const { rows, rowElements, pieces } = concatenationLayout(view);
  const width = elementBytes(outputTensor(view).dtype);
  const result = allocate(outputTensor(view));
  const output = toBytes(result);
  pieces.forEach(({ elements, offset }, index) => {
    const input = toBytes(inputData(inputs, index));
    for (let row = 0; row < rows; row++) {
      const piece = input.subarray(row * elements * width, (row + 1) * elements * width);
      output.set(piece, (row * rowElements + offset) * width);
    }
  });
  return [result];
}
