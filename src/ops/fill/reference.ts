// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of FILL (tflite::reference_ops::Fill). */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";

export function evaluateFill(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const result = allocate(outputTensor(view));
  numericElements(result).fill(numericElements(inputData(inputs, 1))[0] ?? 0);
  return [result];
}
