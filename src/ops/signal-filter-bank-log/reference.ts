// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalFilterBankLog: tflm_signal::FilterbankLog with Log32. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import type { SignalFilterBankLogAttributes } from "./attributes.js";

/** Segments of the mantissa in the table. */
const SEGMENTS = 128;
/** ln 2 · 2^16, cut. */
export const LN2_Q16 = 45426;

/** (log2(1 + i/128) − i/128) · 2^16 for the segment borders i = 0 … 128: what a straight line misses. */
export function logarithmTable(): Uint16Array {
  return Uint16Array.from({ length: SEGMENTS + 1 }, (_, i) => {
    return Math.round((Math.log2(1 + i / SEGMENTS) - i / SEGMENTS) * 65536);
  });
}

export function evaluateSignalFilterBankLog(
  view: NodeView<SignalFilterBankLogAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const { correctionBits, outputScale } = view.node.attributes;
  const table = logarithmTable();
  const output = allocate(outputTensor(view));
  numericElements(inputData(inputs, 0)).forEach((value, i) => {
    const raised = (value << correctionBits) >>> 0;
    output.data[i] = raised > 1 ? Math.min(scaledLogarithm(raised, outputScale, table), 32767) : 0;
  });
  return [output];
}

// log2 by interpolation with 16 fractional bits, to the base e, times the scale.
function scaledLogarithm(x: number, scale: number, table: Uint16Array): number {
  const exponent = 31 - Math.clz32(x);
  const mantissa = x - 2 ** exponent;
  const fraction = exponent < 16 ? mantissa << (16 - exponent) : mantissa >>> (exponent - 16);
  const segment = fraction >>> 9;
  const [left = 0, right = 0] = [table[segment], table[segment + 1]];
  const log2 = exponent * 65536 + fraction + left + (((right - left) * (fraction & 511)) >> 16);
  const natural = Math.floor((LN2_Q16 * log2 + 32768) / 65536);
  // The last product is one of 32 bits in TFLM.
  return (Math.imul(scale, natural) + 32768) >>> 16;
}
