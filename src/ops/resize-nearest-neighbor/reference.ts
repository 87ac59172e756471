// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of RESIZE_NEAREST_NEIGHBOR (tflite::reference_ops::ResizeNearestNeighbor). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { flatIndex, mapElements } from "../shared/element-map.js";
import { inputData, outputTensor } from "../shared/operands.js";
import type { ResizeAttributes } from "../shared/resize.js";
import { nearestSources } from "./nearest.js";

export function evaluateResizeNearestNeighbor(
  view: NodeView<ResizeAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const input = inputData(inputs, 0);
  const [rows, columns] = nearestSources(view);
  const source = ([batch = 0, y = 0, x = 0, channel = 0]: readonly number[]): number =>
    flatIndex(input.tensor.shape, [batch, rows[y] ?? 0, columns[x] ?? 0, channel]);
  return [mapElements(outputTensor(view), input, source)];
}
