// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of L2_POOL_2D (tflite::reference_ops::L2Pool), every operation rounded to float32. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { clamp } from "../../quant/fixed-point.js";
import { floatRange } from "../shared/float-range.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import { type PoolAttributes, poolGeometry, windowAt } from "../shared/pool-geometry.js";

export function evaluateL2Pool(
  view: NodeView<PoolAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const { batches, channels, vertical, horizontal } = poolGeometry(view);
  const { min, max } = floatRange(view.node.attributes.activation);
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  let at = 0;
  for (let batch = 0; batch < batches; batch++) {
    for (let y = 0; y < vertical.output; y++) {
      const rows = windowAt(vertical, y);
      for (let x = 0; x < horizontal.output; x++) {
        const columns = windowAt(horizontal, x);
        const count = (rows.end - rows.start) * (columns.end - columns.start);
        for (let channel = 0; channel < channels; channel++) {
          let sum = 0;
          for (let row = rows.start; row < rows.end; row++) {
            for (let column = columns.start; column < columns.end; column++) {
              const pixel = (batch * vertical.input + row) * horizontal.input + column;
              const value = input[pixel * channels + channel] ?? 0;
              sum = Math.fround(sum + Math.fround(value * value));
            }
          }
          // A root in double precision, rounded to float32, is the correctly rounded one.
          output[at++] = clamp(Math.fround(Math.sqrt(Math.fround(sum / count))), min, max);
        }
      }
    }
  }
  return [result];
}
