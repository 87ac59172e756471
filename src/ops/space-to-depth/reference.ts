// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SPACE_TO_DEPTH (tflite::reference_ops::SpaceToDepth). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import type { DepthBlockAttributes } from "../shared/depth-blocks.js";
import { flatIndex, mapElements } from "../shared/element-map.js";
import { inputData, outputTensor } from "../shared/operands.js";

export function evaluateSpaceToDepth(
  view: NodeView<DepthBlockAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const { blockSize } = view.node.attributes;
  const input = inputData(inputs, 0);
  const depth = input.tensor.shape[3] ?? 1;
  const source = ([batch = 0, y = 0, x = 0, channel = 0]: readonly number[]): number => {
    const pixel = Math.floor(channel / depth);
    const row = y * blockSize + Math.floor(pixel / blockSize);
    const column = x * blockSize + (pixel % blockSize);
    return flatIndex(input.tensor.shape, [batch, row, column, channel % depth]);
  };
  return [mapElements(outputTensor(view), input, source)];
}
