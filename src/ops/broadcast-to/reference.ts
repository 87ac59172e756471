// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of BROADCAST_TO (tflite::reference_ops::BroadcastTo). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { flatIndex, mapElements } from "../shared/element-map.js";
import { inputData, outputTensor } from "../shared/operands.js";

export function evaluateBroadcastTo(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const input = inputData(inputs, 0);
  const { shape } = input.tensor;
  const added = outputTensor(view).shape.length - shape.length;
  const source = (coordinates: readonly number[]): number =>
    flatIndex(
      shape,
      shape.map((extent, axis) => (extent === 1 ? 0 : (coordinates[added + axis] ?? 0))),
    );
  return [mapElements(outputTensor(view), input, source)];
}
