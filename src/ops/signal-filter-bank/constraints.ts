// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalFilterBank accepts (FilterBankPrepare) and what keeps it within its tensors. */
import { elementCount } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { rankIs } from "../shared/constraints.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { optionRange } from "../shared/option-range.js";
import { elementsAre } from "../shared/row-constraints.js";
import type { SignalFilterBankAttributes } from "./attributes.js";
import { filterBank, INPUT } from "./bank.js";

const tablesFit: Constraint<SignalFilterBankAttributes> = {
  id: "tables",
  says: "the tables must have num_channels + 1 entries and refer to existing bins and weights",
  violation(view) {
    const { channels } = view.node.attributes;
    const bank = filterBank(view);
    const bins = elementCount(inputTensor(view, INPUT).shape);
    const weights = Math.min(bank.weights.length, bank.unweights.length);
    for (let i = 0; i <= channels; i++) {
      const [bin, weight, width] = [bank.frequencyStarts[i], bank.weightStarts[i], bank.widths[i]];
      if (bin === undefined || weight === undefined || width === undefined) return `entry ${i} is missing`;
      if (width > 0 && (bin < 0 || weight < 0)) return `entry ${i} starts at a negative place`;
      if (width > 0 && (bin + width > bins || weight + width > weights)) return `entry ${i} reaches too far`;
    }
    return undefined;
  },
};

export const signalFilterBankConstraints: readonly Constraint<SignalFilterBankAttributes>[] = [
  rankIs(1, { inputs: [0, 1, 2, 3, 4, 5], outputs: [0] }),
  optionRange({ name: "num_channels", value: ({ channels }) => channels, min: 1 }),
  elementsAre({
    name: "the output",
    count: ({ node: { attributes } }) => attributes.channels,
    tensor: (view) => outputTensor(view),
  }),
  tablesFit,
];
