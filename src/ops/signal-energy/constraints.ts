// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalEnergy accepts (EnergyPrepare) and what keeps it within its tensors. */
import { elementCount } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { rankIs } from "../shared/constraints.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import type { SignalEnergyAttributes } from "./attributes.js";

const rangeExists: Constraint<SignalEnergyAttributes> = {
  id: "range",
  says: "start_index and end_index must lie within the spectrum and the output, in this order",
  violation(view) {
    const { start, end } = view.node.attributes;
    const numbers = Math.floor(elementCount(inputTensor(view, 0).shape) / 2);
    const outputs = elementCount(outputTensor(view).shape);
    return start >= 0 && start <= end && end <= Math.min(numbers, outputs)
      ? undefined
      : `${start} to ${end} of ${numbers} numbers, ${outputs} outputs`;
  },
};

export const signalEnergyConstraints: readonly Constraint<SignalEnergyAttributes>[] = [
  rankIs(1, { inputs: [0], outputs: [0] }),
  rangeExists,
];
