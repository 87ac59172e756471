// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of ADD: tflite::AddEval with reference_integer_ops::AddFunc and reference_ops::Add. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { clamp, multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { scaledAddends } from "../shared/addend.js";
import { evaluateBinary } from "../shared/binary-reference.js";
import { floatRange } from "../shared/float-range.js";
import { outputTensor } from "../shared/operands.js";
import type { AddAttributes } from "./attributes.js";
import { addScaling } from "./scaling.js";

export function evaluateAdd(
  view: NodeView<AddAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  return evaluateBinary(view, inputs, adder(view));
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
  const lowest = dtype === "int16" ? -32768 : -128;
  const [first, second] = scaling.addends.map((addend) => scaledAddends(lowest, addend, scaling.leftShift));
  return (a, b) => {
    const sum = ((first?.[a - lowest] ?? 0) + (second?.[b - lowest] ?? 0)) | 0;
    const raw = (multiplyByQuantizedMultiplier(sum, multiplier, shift) + zeroPoint) | 0;
    return Math.min(max, Math.max(min, raw));
  };
}
