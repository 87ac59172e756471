// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalStacker accepts (StackerPrepare) and what keeps it within its tensors. */
import type { Constraint } from "../definition.js";
import { rankIs } from "../shared/constraints.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { optionRange } from "../shared/option-range.js";
import { elementsAre } from "../shared/row-constraints.js";
import { type SignalStackerAttributes, stackSize } from "./attributes.js";

const stepWithinStack: Constraint<SignalStackerAttributes> = {
  id: "step-within-stack",
  says: "stacker_step must not exceed the frames of a stack",
  violation({ node: { attributes } }) {
    const { step, leftContext, rightContext } = attributes;
    return step <= leftContext + rightContext + 1 ? undefined : `it is ${step}`;
  },
};

export const signalStackerConstraints: readonly Constraint<SignalStackerAttributes>[] = [
  rankIs(1, { inputs: [0], outputs: [0] }),
  rankIs(0, { outputs: [1] }),
  optionRange({ name: "num_channels", value: ({ channels }) => channels, min: 1 }),
  optionRange({ name: "stacker_left_context", value: ({ leftContext }) => leftContext, min: 0 }),
  optionRange({ name: "stacker_right_context", value: ({ rightContext }) => rightContext, min: 0 }),
  optionRange({ name: "stacker_step", value: ({ step }) => step, min: 1 }),
  stepWithinStack,
  elementsAre({
    name: "the input",
    count: ({ node: { attributes } }) => attributes.channels,
    tensor: (view) => inputTensor(view, 0),
  }),
  elementsAre({
    name: "the output",
    count: ({ node: { attributes } }) => stackSize(attributes),
    tensor: (view) => outputTensor(view, 0),
  }),
];
