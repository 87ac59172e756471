// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalEnergy: tflm_signal::SpectrumToEnergy. */
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import type { EvaluationContext } from "../definition.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import { allocateUnwritten } from "../shared/unwritten.js";
import type { SignalEnergyAttributes } from "./attributes.js";

export function evaluateSignalEnergy(
  view: NodeView<SignalEnergyAttributes>,
  inputs: readonly (TensorData | undefined)[],
  context: EvaluationContext,
): readonly TensorData[] {
  const { start, end } = view.node.attributes;
  const spectrum = numericElements(inputData(inputs, 0));
  const output = allocateUnwritten(outputTensor(view), context);
  for (let i = start; i < end; i++) {
    output.data[i] = (spectrum[2 * i] ?? 0) ** 2 + (spectrum[2 * i + 1] ?? 0) ** 2;
  }
  return [output];
}
