// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalIrfft: tflite::IrfftEval. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { type FftAttributes, fftType } from "../shared/fft-attributes.js";
import { fftPlan } from "../shared/fft-plan.js";
import { realInverseFft } from "../shared/fft-reference.js";
import { inputData, outputTensor } from "../shared/operands.js";

export function evaluateSignalIrfft(
  view: NodeView<FftAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const { fftLength } = view.node.attributes;
  const type = fftType(view);
  const plan = fftPlan(fftLength, type, true);
  const input = inputData(inputs, 0).data as Int16Array | Int32Array;
  const output = allocate(outputTensor(view));
  const length = fftLength + 2;
  for (let row = 0; row * length < input.length; row++) {
    const spectrum = input.subarray(row * length, (row + 1) * length);
    (output.data as Int32Array).set(realInverseFft(plan, type, spectrum), row * fftLength);
  }
  return [output];
}
