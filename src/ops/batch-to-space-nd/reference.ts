// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of BATCH_TO_SPACE_ND (tflite::reference_ops::BatchToSpaceND). */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { batchBlocks, extendedShape } from "../shared/batch-blocks.js";
import { flatIndex, mapElements } from "../shared/element-map.js";
import { inputData, outputTensor } from "../shared/operands.js";

export function evaluateBatchToSpace(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const blocks = batchBlocks(view);
  invariant(blocks !== undefined, "BATCH_TO_SPACE_ND has constant blocks");
  const { blockHeight, blockWidth, top, left } = blocks;
  const input = inputData(inputs, 0);
  const shape = extendedShape(input.tensor.shape);
  const [batches] = extendedShape(outputTensor(view).shape);
  const source = (coordinates: readonly number[]): number => {
    const [batch, row, column, channel] = extendedShape(coordinates);
    const y = row + top;
    // Without a width the coordinate that stands for it is 1, not 0.
    const x = coordinates.length === 3 ? 0 : column + left;
    const shift = (y % blockHeight) * blockWidth + (x % blockWidth);
    const from = [shift * batches + batch, Math.floor(y / blockHeight), Math.floor(x / blockWidth), channel];
    return flatIndex(shape, from);
  };
  return [mapElements(outputTensor(view), input, source)];
}
