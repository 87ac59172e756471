// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SPACE_TO_BATCH_ND (tflite::reference_ops::SpaceToBatchND). */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { batchBlocks, extendedShape } from "../shared/batch-blocks.js";
import { flatIndex, mapElements } from "../shared/element-map.js";
import { inputData, outputTensor } from "../shared/operands.js";

/** The margin holds stored zeros whatever the zero point is, as in TFLM, which never sets its output_offset. */
export function evaluateSpaceToBatch(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const blocks = batchBlocks(view);
  invariant(blocks !== undefined, "SPACE_TO_BATCH_ND has constant blocks");
  const input = inputData(inputs, 0);
  const shape = extendedShape(input.tensor.shape);
  const [batches, height, width] = shape;
  const source = (coordinates: readonly number[]): number | undefined => {
    const [batch, row, column, channel] = extendedShape(coordinates);
    const shift = Math.floor(batch / batches);
    // Without a width the coordinate that stands for it is 1, not 0.
    const x = coordinates.length === 3 ? 0 : column * blocks.blockWidth + (shift % blocks.blockWidth) - blocks.left;
    const y = row * blocks.blockHeight + Math.floor(shift / blocks.blockWidth) - blocks.top;
    if (y < 0 || y >= height || x < 0 || x >= width) return undefined;
    return flatIndex(shape, [batch % batches, y, x, channel]);
  };
  return [mapElements(outputTensor(view), input, source)];
}
