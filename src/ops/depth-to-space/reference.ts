// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of DEPTH_TO_SPACE (tflite::reference_ops::DepthToSpace). */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import type { DepthBlockAttributes } from "../shared/depth-blocks.js";
import { flatIndex, mapElements } from "../shared/element-map.js";
import { inputData, outputTensor } from "../shared/operands.js";

export function evaluateDepthToSpace(
  view: NodeView<DepthBlockAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const { blockSize } = view.node.attributes;
  const input = inputData(inputs, 0);
  const depth = outputTensor(view).shape[3] ?? 1;
  const source = ([batch = 0, y = 0, x = 0, channel = 0]: readonly number[]): number => {
    const pixel = (y % blockSize) * blockSize + (x % blockSize);
    const [row, column] = [Math.floor(y / blockSize), Math.floor(x / blockSize)];
    return flatIndex(input.tensor.shape, [batch, row, column, channel + pixel * depth]);
  };
  return [mapElements(outputTensor(view), input, source)];
}
