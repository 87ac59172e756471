// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SOFTMAX: tflite::reference_ops::Softmax and SoftmaxInt16 along the last axis. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { integerRange } from "../../quant/activation.js";
import {
  clamp,
  multiplyByQuantizedMultiplier,
  roundingDivideByPowerOfTwo,
  saturatingRoundingDoublingHighMul,
} from "../../quant/fixed-point.js";
import { interpolate } from "../../quant/lookup-table.js";
import {
  softmaxExpTable,
  softmaxInt16Scaling,
  softmaxInt16Tables,
  softmaxReciprocal,
  softmaxScaling,
  SUM_INTEGER_BITS,
} from "../../quant/softmax.js";
import {
  affineOf,
  inputData,
  inputTensor,
  type NumericElements,
  numericElements,
  outputTensor,
} from "../shared/operands.js";
import type { SoftmaxAttributes } from "./attributes.js";

export interface Rows {
  readonly rows: number;
  readonly depth: number;
}

/** The last axis is normalised; all others are rows. */
export function softmaxRows(view: NodeView): Rows {
  const { shape } = inputTensor(view, 0);
  return { rows: elementCount(shape.slice(0, -1)), depth: shape.at(-1) ?? 1 };
}

export function evaluateSoftmax(
  view: NodeView<SoftmaxAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  const { rows, depth } = softmaxRows(view);
  const normalise = inputTensor(view, 0).dtype === "int8" ? int8Row(view) : int16Row(view);
  for (let row = 0; row < rows; row++) {
    normalise(input.subarray(row * depth, (row + 1) * depth), output.subarray(row * depth, (row + 1) * depth));
  }
  return [result];
}

type RowFunction = (input: NumericElements, output: NumericElements) => void;

function largest(row: NumericElements): number {
  let max = row[0] ?? 0;
  for (const value of row) max = Math.max(max, value);
  return max;
}

function int8Row(view: NodeView<SoftmaxAttributes>): RowFunction {
  const { scale } = affineOf(inputTensor(view, 0));
  const exp = softmaxExpTable(softmaxScaling(view.node.attributes.beta, scale));
  const { min, max } = integerRange(outputTensor(view).dtype);
  const outputBits = outputTensor(view).dtype === "int8" ? 8 : 16;
  return (input, output) => {
    const top = largest(input);
    let sum = 0;
    for (const value of input) sum = (sum + roundingDivideByPowerOfTwo(exp[top - value] ?? 0, SUM_INTEGER_BITS)) | 0;
    const { scale: factor, bitsOverUnit } = softmaxReciprocal(sum);
    const exponent = bitsOverUnit + 31 - outputBits;
    input.forEach((value, i) => {
      const product = saturatingRoundingDoublingHighMul(factor, exp[top - value] ?? 0);
      // TFLM stops on more than 31; the probability is then below half a step.
      const probability = exponent > 31 ? 0 : roundingDivideByPowerOfTwo(product, exponent);
      output[i] = clamp(probability + min, min, max);
    });
  };
}

function int16Row(view: NodeView<SoftmaxAttributes>): RowFunction {
  const { scale } = affineOf(inputTensor(view, 0));
  const { multiplier, shift } = softmaxInt16Scaling(view.node.attributes.beta, scale);
  const tables = softmaxInt16Tables();
  return (input, output) => {
    const top = largest(input);
    let sum = 0;
    input.forEach((value, i) => {
      const scaled = (multiplyByQuantizedMultiplier(value - top, multiplier, shift) + 32767) | 0;
      const exponential = interpolate(clamp(scaled, -32768, 32767), tables.exp);
      output[i] = exponential;
      sum = (sum + exponential) | 0;
    });
    const headroom = Math.clz32(sum);
    const shifted = Math.floor((sum * 2 ** (headroom - 1) + 2 ** 13) / 2 ** 14);
    const factor = interpolate(clamp(shifted - (2 ** 15 + 2 ** 16), -32768, 32767), tables.reciprocal);
    const right = 31 - headroom;
    output.forEach((exponential, i) => {
      output[i] = clamp((exponential * factor + 2 ** (right - 1)) >> right, 0, 32767);
    });
  };
}
