// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalWindow: tflm_signal::ApplyWindow. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { clamp } from "../../quant/fixed-point.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import type { SignalWindowAttributes } from "./attributes.js";

export function evaluateSignalWindow(
  view: NodeView<SignalWindowAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const { shift } = view.node.attributes;
  const weights = numericElements(inputData(inputs, 1));
  const output = allocate(outputTensor(view));
  numericElements(inputData(inputs, 0)).forEach((sample, i) => {
    output.data[i] = clamp((sample * (weights[i % weights.length] ?? 0)) >> shift, -32768, 32767);
  });
  return [output];
}
