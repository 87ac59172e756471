// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of TRANSPOSE (tflite::reference_ops::Transpose). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { flatIndex, mapElements } from "../shared/element-map.js";
import { inputData, outputTensor } from "../shared/operands.js";
import { permutation } from "./permutation.js";

export function evaluateTranspose(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const input = inputData(inputs, 0);
  const axes = permutation(view) ?? [];
  const source = (coordinates: readonly number[]): number => {
    const own: number[] = [];
    axes.forEach((axis, i) => {
      own[axis] = coordinates[i] ?? 0;
    });
    return flatIndex(input.tensor.shape, own);
  };
  return [mapElements(outputTensor(view), input, source)];
}
