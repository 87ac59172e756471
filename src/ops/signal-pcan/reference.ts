// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalPCAN: tflm_signal::ApplyPcanAutoGainControlFixed. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import type { SignalPcanAttributes } from "./attributes.js";

export function evaluateSignalPcan(
  view: NodeView<SignalPcanAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const shift = BigInt(view.node.attributes.snrShift);
  const noise = numericElements(inputData(inputs, 1));
  const table = numericElements(inputData(inputs, 2));
  const output = allocate(outputTensor(view));
  numericElements(inputData(inputs, 0)).forEach((signal, i) => {
    // TFLM widens the int16 gain with its sign and then reads it as unsigned.
    const gain = gainOf(noise[i] ?? 0, table) >>> 0;
    const product = BigInt.asUintN(64, BigInt(signal) * BigInt(gain));
    output.data[i] = shrink(Number(BigInt.asUintN(32, product >> shift)));
  });
  return [output];
}

// A quadratic per octave of the noise (WideDynamicFunction); as an int16.
function gainOf(noise: number, table: ArrayLike<number>): number {
  if (noise <= 2) return table[noise] ?? 0;
  const octave = 32 - Math.clz32(noise);
  const at = 4 * octave - 6;
  const place = (octave < 11 ? noise << (11 - octave) : noise >>> (octave - 11)) & 0x3ff;
  const slope = ((Math.imul(table[at + 2] ?? 0, place) >> 5) + ((table[at + 1] ?? 0) << 5)) | 0;
  const rounded = (Math.imul(slope, place) + (1 << 14)) >> 15;
  return ((rounded + (table[at] ?? 0)) << 16) >> 16;
}

// x² / 4 below 2, x − 1 above (PcanShrink): from 12 to 6 fractional bits.
function shrink(x: number): number {
  return x < 8192 ? (x * x) >>> 20 : (x >>> 6) - 64;
}
