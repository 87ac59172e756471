// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of CUMSUM: tflite::reference_ops::CumSum. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { resolvedAxes, splitAt } from "../shared/axis.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import { sumOutput, sumScaling } from "../shared/sum-of-halves.js";
import type { CumsumAttributes } from "./attributes.js";

export function evaluateCumsum(
  view: NodeView<CumsumAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  const { outer, extent, inner } = splitAt(result.tensor.shape, resolvedAxes(view)[0] ?? 0);
  const { exclusive, reverse } = view.node.attributes;
  const isFloat = result.tensor.dtype === "float32";
  const scaling = sumScaling(view);
  const add = isFloat
    ? (sum: number, x: number) => Math.fround(sum + x)
    : (sum: number, x: number) => (sum + x - scaling.inputZeroPoint) | 0;
  for (let line = 0; line < outer * inner; line++) {
    const start = Math.floor(line / inner) * extent * inner + (line % inner);
    // TFLM starts int8 sums from the negative zero point instead of 0.
    let sum = isFloat ? 0 : -scaling.inputZeroPoint;
    for (let step = 0; step < extent; step++) {
      const at = start + (reverse ? extent - 1 - step : step) * inner;
      const next = add(sum, input[at] ?? 0);
      const shown = exclusive ? sum : next;
      output[at] = isFloat ? shown : sumOutput(shown, scaling);
      sum = next;
    }
  }
  return [result];
}
