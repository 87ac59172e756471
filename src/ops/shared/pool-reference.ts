// SPDX-License-Identifier: Apache-2.0
/** The loop of the reference pooling kernels: tflite::reference_integer_ops::AveragePool and MaxPool. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { activationRange, type ClampRange } from "../../quant/activation.js";
import { affineOf, inputData, type NumericElements, numericElements, outputTensor } from "./operands.js";
import { type PoolAttributes, poolGeometry, windowAt } from "./pool-geometry.js";

/** Reduces the elements `data[start + (y · rowStride) + (x · channels)]` of one window and channel. */
export type WindowReducer = (
  data: NumericElements,
  window: {
    readonly start: number;
    readonly rows: number;
    readonly columns: number;
    readonly rowStride: number;
    readonly channels: number;
  },
) => number;

export function poolRange(view: NodeView<PoolAttributes>): ClampRange {
  const output = outputTensor(view);
  return activationRange({
    activation: view.node.attributes.activation,
    dtype: output.dtype,
    ...affineOf(output),
  });
}

export function evaluatePool(
  view: NodeView<PoolAttributes>,
  inputs: readonly (TensorData | undefined)[],
  reduce: WindowReducer,
): readonly TensorData[] {
  const { batches, channels, vertical, horizontal } = poolGeometry(view);
  const { min, max } = poolRange(view);
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  const rowStride = horizontal.input * channels;
  let position = 0;
  for (let batch = 0; batch < batches; batch++) {
    for (let y = 0; y < vertical.output; y++) {
      const rows = windowAt(vertical, y);
      for (let x = 0; x < horizontal.output; x++) {
        const columns = windowAt(horizontal, x);
        const start = (batch * vertical.input + rows.start) * rowStride + columns.start * channels;
        const window = { rows: rows.end - rows.start, columns: columns.end - columns.start, rowStride, channels };
        for (let channel = 0; channel < channels; channel++) {
          const value = reduce(input, { ...window, start: start + channel });
          output[position++] = Math.min(max, Math.max(min, value));
        }
      }
    }
  }
  return [result];
}
