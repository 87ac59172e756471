// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of ADD: tflite::AddEval with reference_integer_ops::AddFunc and reference_ops::Add. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import type { FusedActivation } from "../../quant/activation.js";
import { clamp, multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { broadcastLoops, forEachInnerRun } from "../shared/broadcast.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import type { AddAttributes } from "./attributes.js";
import { addScaling, scaleAddend } from "./scaling.js";

const FLOAT32_MAX = (2 - 2 ** -23) * 2 ** 127;

/** Clamp of float32 results; without an activation infinities become the largest finite numbers, as in TFLM. */
export function floatRange(activation: FusedActivation): { readonly min: number; readonly max: number } {
  switch (activation) {
    case "RELU":
      return { min: 0, max: FLOAT32_MAX };
    case "RELU6":
      return { min: 0, max: 6 };
    case "RELU_N1_TO_1":
      return { min: -1, max: 1 };
    case "NONE":
    case "TANH":
    case "SIGN_BIT":
      return { min: -FLOAT32_MAX, max: FLOAT32_MAX };
  }
}

export function evaluateAdd(
  view: NodeView<AddAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const a = numericElements(inputData(inputs, 0));
  const b = numericElements(inputData(inputs, 1));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  const add = adder(view);
  const loops = broadcastLoops(inputData(inputs, 0).tensor.shape, inputData(inputs, 1).tensor.shape);
  const inner = loops[loops.length - 1];
  if (inner === undefined) return [result];
  const { extent, strides } = inner;
  forEachInnerRun(loops, (startA, startB, start) => {
    for (let i = 0; i < extent; i++) {
      output[start + i] = add(a[startA + i * strides[0]] ?? 0, b[startB + i * strides[1]] ?? 0);
    }
  });
  return [result];
}

/** The sum of two stored values as a stored value of the output. */
export function adder(view: NodeView<AddAttributes>): (a: number, b: number) => number {
  const { dtype } = outputTensor(view);
  if (dtype === "int32") return (a, b) => (a + b) | 0;
  if (dtype === "float32") {
    const { min, max } = floatRange(view.node.attributes.activation);
    return (a, b) => clamp(Math.fround(a + b), min, max);
  }
  const scaling = addScaling(view);
  const { multiplier, shift, zeroPoint } = scaling.output;
  const { min, max } = scaling.range;
  // A stored value has few possibilities, so each addend is scaled once per value.
  const lowest = dtype === "int16" ? -32768 : -128;
  const [first, second] = scaling.addends.map((addend) =>
    Int32Array.from({ length: -2 * lowest }, (_, i) => scaleAddend(i + lowest, addend, scaling.leftShift)),
  );
  return (a, b) => {
    const sum = ((first?.[a - lowest] ?? 0) + (second?.[b - lowest] ?? 0)) | 0;
    const raw = (multiplyByQuantizedMultiplier(sum, multiplier, shift) + zeroPoint) | 0;
    return Math.min(max, Math.max(min, raw));
  };
}
