// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SHAPE (tflite::ExtractShape in micro/kernels/shape.cc). */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { inputTensor, numericElements, outputTensor } from "../shared/operands.js";

export function evaluateShape(view: NodeView): readonly TensorData[] {
  const result = allocate(outputTensor(view));
  numericElements(result).set(inputTensor(view, 0).shape);
  return [result];
}
