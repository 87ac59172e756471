// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of DIV: tflite::reference_ops::DivElementwise and Div. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { clamp, roundingDivideByPowerOfTwo, saturatingRoundingDoublingHighMul } from "../../quant/fixed-point.js";
import { evaluateBinary } from "../shared/binary-reference.js";
import { floatRange, plainIntegerRange } from "../shared/float-range.js";
import { outputTensor } from "../shared/operands.js";
import type { DivAttributes } from "./attributes.js";
import { type DivScaling, divScaling } from "./scaling.js";

export function evaluateDiv(
  view: NodeView<DivAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  return evaluateBinary(view, inputs, divider(view));
}

/** The quotient of two stored values as a stored value of the output. */
export function divider(view: NodeView<DivAttributes>): (a: number, b: number) => number {
  const { dtype } = outputTensor(view);
  const { activation } = view.node.attributes;
  if (dtype === "int32") {
    const { min, max } = plainIntegerRange(activation, dtype);
    // C++ leaves a zero divisor open; Arm's SDIV gives 0.
    return (a, b) => clamp(b === 0 ? 0 : (a / b) | 0, min, max);
  }
  if (dtype === "float32") {
    const { min, max } = floatRange(activation);
    return (a, b) => clamp(Math.fround(a / b), min, max);
  }
  const scaling = divScaling(view);
  return (a, b) => quotient(a, b, scaling);
}

function quotient(a: number, b: number, { zeroPoints, output, range, reciprocals }: DivScaling): number {
  const divisor = b - zeroPoints[1];
  const dividend = divisor < 0 ? zeroPoints[0] - a : a - zeroPoints[0];
  const { scale, bitsOverUnit } = reciprocals[Math.abs(divisor)] ?? { scale: 0, bitsOverUnit: 0 };
  // Redundant sign bits: the dividend is shifted up as far as it fits.
  const headroom = Math.clz32(dividend < 0 ? ~dividend : dividend) - 1;
  const unscaled = saturatingRoundingDoublingHighMul(dividend << headroom, scale);
  const product = saturatingRoundingDoublingHighMul(unscaled, output.multiplier);
  const raw = (divideByPowerOfTwo(product, headroom + bitsOverUnit - output.shift) + output.zeroPoint) | 0;
  return Math.min(range.max, Math.max(range.min, raw));
}

/**
 * TFLM shifts small quotients by more than 31 bits, which C++ leaves open. This is what its reference kernel computes
 * on x86: the shift counts modulo 32 while the rounding sees a mask of ones.
 */
function divideByPowerOfTwo(x: number, exponent: number): number {
  if (exponent <= 31) return roundingDivideByPowerOfTwo(x, exponent);
  return ((x >> (exponent & 31)) + (x >= 0 ? 1 : 0)) | 0;
}
