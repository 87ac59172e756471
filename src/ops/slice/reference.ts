// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SLICE (tflite::reference_ops::Slice). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { flatIndex, mapElements } from "../shared/element-map.js";
import { inputData, outputTensor } from "../shared/operands.js";
import { clampedBegins } from "./bounds.js";

export function evaluateSlice(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const input = inputData(inputs, 0);
  const begins = clampedBegins(view, Array.from(inputData(inputs, 1).data, Number));
  const source = (coordinates: readonly number[]): number =>
    flatIndex(
      input.tensor.shape,
      begins.map((begin, axis) => begin + (coordinates[axis] ?? 0)),
    );
  return [mapElements(outputTensor(view), input, source)];
}
