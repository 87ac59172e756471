// SPDX-License-Identifier: Apache-2.0
/** Reference function of SQUARED_DIFFERENCE (tflite::SquaredDifference in TFLM's squared_difference.cc). */
import type { NodeView } from "../../ir/graph.js";
import { integerRange } from "../../quant/activation.js";
import { multiplyByQuantizedMultiplier } from "../../quant/fixed-point.js";
import { scaleAddend } from "../shared/addend.js";
import { outputTensor } from "../shared/operands.js";
import { squaredDifferenceScaling } from "./scaling.js";

export function squaredDifference(view: NodeView): (a: number, b: number) => number {
  const { dtype } = outputTensor(view);
  if (dtype === "int32") return (a, b) => Math.imul(a - b, a - b);
  if (dtype === "float32") {
    return (a, b) => {
      const difference = Math.fround(a - b);
      return Math.fround(difference * difference);
    };
  }
  const { operands, leftShift, output } = squaredDifferenceScaling(view);
  const { min, max } = integerRange(dtype);
  return (a, b) => {
    const difference = scaleAddend(a, operands[0], leftShift) - scaleAddend(b, operands[1], leftShift);
    const square = Math.imul(difference, difference);
    const raw = (multiplyByQuantizedMultiplier(square, output.multiplier, output.shift) + output.zeroPoint) | 0;
    return Math.min(max, Math.max(min, raw));
  };
}
