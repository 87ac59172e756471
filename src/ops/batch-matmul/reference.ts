// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of BATCH_MATMUL: tflite::reference_ops::BatchMatMul with int32 and int64 sums. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { integerRange } from "../../quant/activation.js";
import { clamp, multiplyByQuantizedMultiplier, multiplyByQuantizedMultiplier64 } from "../../quant/fixed-point.js";
import { forEachBroadcast } from "../shared/broadcast-nest.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import type { BatchMatmulAttributes } from "./attributes.js";
import { matrixProduct } from "./product.js";

export function evaluateBatchMatmul(
  view: NodeView<BatchMatmulAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const product = matrixProduct(view);
  const { rows, columns, depth, strides, zeroPoints, factor, outputZeroPoint } = product;
  const first = numericElements(inputData(inputs, 0));
  const second = numericElements(inputData(inputs, 1));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  const { dtype } = outputTensor(view);
  const { min, max } = integerRange(dtype);
  // int8 sums wrap at 32 bits, int16 sums fit a double.
  const rescale =
    dtype === "int16"
      ? (sum: number) => multiplyByQuantizedMultiplier64(sum, factor.multiplier, factor.shift)
      : (sum: number) => multiplyByQuantizedMultiplier(sum | 0, factor.multiplier, factor.shift);
  forEachBroadcast(product.batches, ([a = 0, b = 0], batch) => {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let k = 0; k < depth; k++) {
          const left = first[a + row * strides[0].outer + k * strides[0].depth] ?? 0;
          const right = second[b + column * strides[1].outer + k * strides[1].depth] ?? 0;
          sum += (left - zeroPoints[0]) * (right - zeroPoints[1]);
        }
        output[(batch * rows + row) * columns + column] = clamp((rescale(sum) + outputZeroPoint) | 0, min, max);
      }
    }
  });
  return [result];
}
