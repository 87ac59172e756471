// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of MEAN for int8 and int16: tflite::reference_ops::QuantizedMeanOrSum. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { integerRange } from "../../quant/activation.js";
import { clamp, multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { affineOf, inputData, inputTensor, numericElements, outputTensor } from "../shared/operands.js";
import { axisGroups } from "../shared/reduce-axes.js";
import { meanAxes, meanCount, meanMultiplier } from "./rescale.js";

export function evaluateMean(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  const groups = axisGroups(inputTensor(view, 0).shape, meanAxes(view) ?? []);
  // Sums wrap at 32 bits, as the int32 accumulators of TFLM do.
  const sums = new Int32Array(output.length);
  const walk = (depth: number, from: number, to: number, kept: number): void => {
    const group = groups[depth];
    if (group === undefined) {
      sums[to] = (sums[to] ?? 0) + (input[from] ?? 0);
      return;
    }
    const { extent, stride, reduced } = group;
    const inner = reduced ? kept : kept / extent;
    for (let i = 0; i < extent; i++) walk(depth + 1, from + i * stride, reduced ? to : to + i * inner, inner);
  };
  walk(0, 0, 0, output.length);

  const { multiplier, shift } = meanMultiplier(view);
  const inputOffset = affineOf(inputTensor(view, 0)).zeroPoint * meanCount(view);
  const { zeroPoint } = affineOf(outputTensor(view));
  const { min, max } = integerRange(outputTensor(view).dtype);
  sums.forEach((sum, i) => {
    const scaled = multiplyByQuantizedMultiplier((sum - inputOffset) | 0, multiplier, shift);
    output[i] = clamp((scaled + zeroPoint) | 0, min, max);
  });
  return [result];
}
