// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of SignalFilterBank: tflm_signal::FilterbankAccumulateChannels. */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { inputData, numericElements, outputTensor } from "../shared/operands.js";
import type { SignalFilterBankAttributes } from "./attributes.js";
import { filterBank, INPUT } from "./bank.js";

export function evaluateSignalFilterBank(
  view: NodeView<SignalFilterBankAttributes>,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const bank = filterBank(view);
  const energy = numericElements(inputData(inputs, INPUT));
  const output = allocate(outputTensor(view));
  // Each bin counts for two neighbouring channels; the first sum belongs to none.
  let carried = 0n;
  for (let i = 0; i <= view.node.attributes.channels; i++) {
    let weighted = carried;
    carried = 0n;
    for (let j = 0; j < (bank.widths[i] ?? 0); j++) {
      const value = BigInt(energy[(bank.frequencyStarts[i] ?? 0) + j] ?? 0);
      const at = (bank.weightStarts[i] ?? 0) + j;
      weighted += BigInt(bank.weights[at] ?? 0) * value;
      carried += BigInt(bank.unweights[at] ?? 0) * value;
    }
    if (i > 0) output.data[i - 1] = BigInt.asUintN(64, weighted);
  }
  return [output];
}
