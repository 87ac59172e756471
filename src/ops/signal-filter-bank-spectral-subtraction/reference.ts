// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalFilterBankSpectralSubtraction: tflm_signal::FilterbankSpectralSubtraction. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import type { EvaluationContext } from "../definition.js";
import { nodeState } from "../shared/node-state.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import type { SpectralSubtractionAttributes } from "./attributes.js";

export function evaluateSpectralSubtraction(
  view: NodeView<SpectralSubtractionAttributes>,
  inputs: readonly (TensorData | undefined)[],
  context: EvaluationContext,
): readonly TensorData[] {
  const { channels, even, odd, minimumRemaining, smoothingBits, bits, clamping } = view.node.attributes;
  const noise = nodeState(view, context, () => new Uint32Array(channels));
  const output = allocate(outputTensor(view, 0));
  const estimate = allocate(outputTensor(view, 1));
  const scaled = (value: bigint): number => Number(BigInt.asUintN(32, BigInt.asUintN(64, value) >> BigInt(bits)));
  numericElements(inputData(inputs, 0)).forEach((signal, i) => {
    const { factor, rest } = i % 2 === 0 ? even : odd;
    const raised = (signal << smoothingBits) >>> 0;
    let level = scaled(BigInt(raised) * BigInt(factor) + BigInt(noise[i] ?? 0) * BigInt(rest));
    noise[i] = level;
    if (level > raised) {
      level = raised;
      if (clamping) noise[i] = level;
    }
    const floor = scaled(BigInt(signal) * BigInt(minimumRemaining));
    const subtracted = (raised - level) >>> smoothingBits;
    output.data[i] = Math.max(subtracted, floor);
  });
  (estimate.data as Uint32Array).set(noise);
  return [output, estimate];
}
