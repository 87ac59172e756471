// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of MAX_POOL_2D for int8 and int16; padding never wins. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import type { PoolAttributes } from "../shared/pool-geometry.js";
import { evaluatePool } from "../shared/pool-reference.js";

export function evaluateMaxPool(
  view: NodeView<PoolAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  return evaluatePool(view, inputs, (data, { start, rows, columns, rowStride, channels }) => {
    let largest = -32768;
    for (let y = 0; y < rows; y++) {
      const row = start + y * rowStride;
      for (let x = 0; x < columns; x++) largest = Math.max(largest, data[row + x * channels] ?? 0);
    }
    return largest;
  });
}
