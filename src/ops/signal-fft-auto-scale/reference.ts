// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalFftAutoScale: tflm_signal::FftAutoScale with MaxAbs16. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";

export function evaluateSignalFftAutoScale(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const input = numericElements(inputData(inputs, 0));
  let largest = 0;
  for (const value of input) {
    if (value > largest) largest = value;
    // The magnitude of −32768 wraps to −32768, as TFLM's int16 does.
    else if (-value > largest) largest = (-value << 16) >> 16;
  }
  // TFLM's MostSignificantBit32 gives 32 for 0, so silence is not scaled.
  const scaleBits = largest > 0 ? Math.clz32(largest) - 17 : 0;
  const output = allocate(outputTensor(view, 0));
  input.forEach((value, i) => (output.data[i] = value * 2 ** scaleBits));
  const bits = allocate(outputTensor(view, 1));
  bits.data[0] = scaleBits;
  return [output, bits];
}
