// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of LOG_SOFTMAX: tflite::reference_ops::LogSoftmaxQuantized and LogSoftmax. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import {
  clamp,
  INT32_MIN,
  multiplyByQuantizedMultiplier,
  roundingDivideByPowerOfTwo,
} from "../../quant/fixed-point.js";
import { expFloat32, logFloat32 } from "../../quant/float-functions.js";
import { logarithm } from "../../quant/logarithm.js";
import { floatRange } from "../shared/float-range.js";
import { inputData, inputTensor, numericElements, outputTensor } from "../shared/operands.js";
import { expTable, logSoftmaxScaling } from "./scaling.js";

/** Right shift from Q5.26 to the output, which counts 1/16. */
export const OUTPUT_SHIFT = 22;

export function evaluateLogSoftmax(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  const depth = inputTensor(view, 0).shape.at(-1) ?? 1;
  if (result.tensor.dtype === "float32") {
    for (let row = 0; row < output.length; row += depth) {
      output.set(logSoftmaxFloat(Array.from(input.subarray(row, row + depth))), row);
    }
    return [result];
  }
  const scaling = logSoftmaxScaling(view);
  const { difference, reverse } = scaling;
  const table = expTable(scaling);
  for (let row = 0; row < output.length; row += depth) {
    const elements = Array.from(input.subarray(row, row + depth));
    const largest = Math.max(...elements);
    const logOfSum = logarithm(elements.reduce((sum, x) => sum + (table[largest - x] ?? 0), 0));
    const lowest = Math.max(
      difference.smallestDifference - 1,
      multiplyByQuantizedMultiplier(logOfSum + INT32_MIN, reverse.multiplier, reverse.shift),
    );
    elements.forEach((x, i) => {
      const scaled = multiplyByQuantizedMultiplier(x - largest, difference.multiplier, difference.shift);
      const value = roundingDivideByPowerOfTwo((scaled - logOfSum) | 0, OUTPUT_SHIFT) + 127;
      output[row + i] = x - largest > lowest ? clamp(value, -128, 127) : -128;
    });
  }
  return [result];
}

function logSoftmaxFloat(row: readonly number[]): readonly number[] {
  const f = Math.fround;
  const largest = row.reduce((max, x) => (max < x ? x : max), floatRange("NONE").min);
  const sum = row.reduce((running, x) => f(running + expFloat32(f(x - largest))), 0);
  const logOfSum = logFloat32(sum);
  return row.map((x) => f(f(x - largest) - logOfSum));
}
