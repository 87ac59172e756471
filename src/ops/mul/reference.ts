// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of MUL: tflite::reference_integer_ops::MulElementwise and reference_ops::Mul. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { clamp, multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { evaluateBinary } from "../shared/binary-reference.js";
import { floatRange, plainIntegerRange } from "../shared/float-range.js";
import { outputTensor } from "../shared/operands.js";
import type { MulAttributes } from "./attributes.js";
import { mulScaling } from "./scaling.js";

export function evaluateMul(
  view: NodeView<MulAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  return evaluateBinary(view, inputs, multiplier(view));
}

/** The product of two stored values as a stored value of the output. */
export function multiplier(view: NodeView<MulAttributes>): (a: number, b: number) => number {
  const { dtype } = outputTensor(view);
  const { activation } = view.node.attributes;
  if (dtype === "int32") {
    const { min, max } = plainIntegerRange(activation, dtype);
    return (a, b) => clamp(Math.imul(a, b), min, max);
  }
  if (dtype === "float32") {
    const { min, max } = floatRange(activation);
    return (a, b) => clamp(Math.fround(a * b), min, max);
  }
  const { zeroPoints, output, range } = mulScaling(view);
  return (a, b) => {
    const product = (a - zeroPoints[0]) * (b - zeroPoints[1]);
    const raw = (multiplyByQuantizedMultiplier(product, output.multiplier, output.shift) + output.zeroPoint) | 0;
    return Math.min(range.max, Math.max(range.min, raw));
  };
}
