// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalDelay accepts (DelayPrepare) and what keeps it within its tensors. */
import type { Constraint } from "../definition.js";
import { optionRange } from "../shared/option-range.js";
import { rowsAre } from "../shared/row-constraints.js";
import type { SignalDelayAttributes } from "./attributes.js";

export const signalDelayConstraints: readonly Constraint<SignalDelayAttributes>[] = [
  optionRange({ name: "delay_length", value: ({ delay }) => delay, min: 0, max: 2 ** 24 }),
  rowsAre({ says: "input and output must have the same rows", fits: (_view, input, output) => input === output }),
];
