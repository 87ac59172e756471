// SPDX-License-Identifier: Apache-2.0
/** Reference function of HARD_SWISH: tflite::reference_ops::HardSwish, in int16 fixed point for int8. */
import type { NodeView } from "../../ir/graph.js";
import { clamp } from "../../quant/fixed-point.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import { hardSwishScaling } from "./scaling.js";

const INT16_MAX = 32767;
const INT16_MIN = -32768;

export function hardSwish(view: NodeView): (stored: number) => number {
  if (outputTensor(view).dtype === "float32") {
    const f = Math.fround;
    return (x) => {
      const shifted = f(x + 3);
      return f(f(x * (shifted > 6 ? 6 : shifted < 0 ? 0 : shifted)) / 6);
    };
  }
  const { output, reluish } = hardSwishScaling(view);
  const inputZeroPoint = affineOf(inputTensor(view, 0)).zeroPoint;
  const outputZeroPoint = affineOf(outputTensor(view)).zeroPoint;
  return (stored) => {
    const raised = toInt16((stored - inputZeroPoint) * 128);
    const preshift = roundingDoublingHighMul(raised, output.multiplier);
    const gate = gateOf(raised, reluish.multiplier, reluish.exponent);
    const product = toInt16(Math.trunc((gate * preshift) / 2 ** 15));
    const scaled = toInt16(roundingDivideByPowerOfTwo(product, -output.exponent) + outputZeroPoint);
    return clamp(scaled, -128, 127);
  };
}

/** relu6(x + 3) / 6 in Q0.15, from x raised by 7 bits. */
function gateOf(raised: number, multiplier: number, exponent: number): number {
  const lifted = exponent > 0 ? saturatingShiftLeft(raised, exponent - 1) : raised;
  const scaled = roundingDoublingHighMul(lifted, multiplier);
  const shifted = exponent > 0 ? saturatingShiftLeft(scaled, 1) : roundingDivideByPowerOfTwo(scaled, -exponent);
  return toInt16((shifted + 2 ** 15) >> 1);
}

function toInt16(x: number): number {
  return (x << 16) >> 16;
}

function saturatingShiftLeft(x: number, amount: number): number {
  return clamp(x * 2 ** amount, INT16_MIN, INT16_MAX);
}

// gemmlowp SaturatingRoundingDoublingHighMul on int16: ties towards +∞.
function roundingDoublingHighMul(a: number, b: number): number {
  return Math.floor((a * b + 2 ** 14) / 2 ** 15);
}

// gemmlowp RoundingDivideByPOT on int16, whose mask is cut to 16 bits as well.
function roundingDivideByPowerOfTwo(x: number, exponent: number): number {
  const mask = toInt16(2 ** exponent - 1);
  const threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return (x >> exponent) + ((x & mask) > threshold ? 1 : 0);
}
