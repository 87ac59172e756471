// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SUB: tflite::reference_ops::SubElementwise and SubWithActivation. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { clamp, multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { scaledAddends } from "../shared/addend.js";
import { evaluateBinary } from "../shared/binary-reference.js";
import { floatRange, plainIntegerRange } from "../shared/float-range.js";
import { outputTensor } from "../shared/operands.js";
import type { SubAttributes } from "./attributes.js";
import { subScaling } from "./scaling.js";

export function evaluateSub(
  view: NodeView<SubAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  return evaluateBinary(view, inputs, subtractor(view));
}

/** The difference of two stored values as a stored value of the output. */
export function subtractor(view: NodeView<SubAttributes>): (a: number, b: number) => number {
  const { dtype } = outputTensor(view);
  const { activation } = view.node.attributes;
  if (dtype === "int32") {
    const { min, max } = plainIntegerRange(activation, dtype);
    return (a, b) => clamp((a - b) | 0, min, max);
  }
  if (dtype === "float32") {
    const { min, max } = floatRange(activation);
    return (a, b) => clamp(Math.fround(a - b), min, max);
  }
  const { operands, leftShift, output, range } = subScaling(view);
  const lowest = dtype === "int16" ? -32768 : -128;
  const [first, second] = operands.map((operand) => scaledAddends(lowest, operand, leftShift));
  return (a, b) => {
    const difference = ((first?.[a - lowest] ?? 0) - (second?.[b - lowest] ?? 0)) | 0;
    const raw = (multiplyByQuantizedMultiplier(difference, output.multiplier, output.shift) + output.zeroPoint) | 0;
    return Math.min(range.max, Math.max(range.min, raw));
  };
}
