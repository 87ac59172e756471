// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalRfft: tflite::RfftEval. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { type FftAttributes, fftType } from "../shared/fft-attributes.js";
import { fftPlan } from "../shared/fft-plan.js";
import { realFft } from "../shared/fft-reference.js";
import { inputData, outputTensor } from "../shared/operands.js";
import { rowLength } from "../shared/row-constraints.js";

export function evaluateSignalRfft(
  view: NodeView<FftAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const { fftLength } = view.node.attributes;
  const type = fftType(view);
  const plan = fftPlan(fftLength, type, false);
  const { tensor, data } = inputData(inputs, 0);
  const input = data as Int16Array | Int32Array;
  const length = rowLength(tensor);
  const output = allocate(outputTensor(view));
  for (let start = 0, row = 0; start < input.length; start += length, row++) {
    const padded = type === "int16" ? new Int16Array(fftLength) : new Int32Array(fftLength);
    padded.set(input.subarray(start, start + length));
    (output.data as Int32Array).set(realFft(plan, type, padded), row * (fftLength + 2));
  }
  return [output];
}
