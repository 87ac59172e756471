// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of AVERAGE_POOL_2D for int8 and int16. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import type { PoolAttributes } from "../shared/pool-geometry.js";
import { evaluatePool } from "../shared/pool-reference.js";

/** Padding does not count; the quotient is rounded to nearest with ties away from zero. */
export function evaluateAveragePool(
  view: NodeView<PoolAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  return evaluatePool(view, inputs, (data, { start, rows, columns, rowStride, channels }) => {
    let sum = 0;
    for (let y = 0; y < rows; y++) {
      const row = start + y * rowStride;
      for (let x = 0; x < columns; x++) sum += data[row + x * channels] ?? 0;
    }
    const count = rows * columns;
    const half = Math.trunc(count / 2);
    return Math.trunc((sum > 0 ? sum + half : sum - half) / count);
  });
}
