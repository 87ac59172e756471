// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalWindow accepts (WindowPrepare) and what keeps it within its tensors. */
import { elementCount } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { rankIs } from "../shared/constraints.js";
import { sameElementCount } from "../shared/elementwise-constraints.js";
import { inputTensor } from "../shared/operands.js";
import { optionRange } from "../shared/option-range.js";
import type { SignalWindowAttributes } from "./attributes.js";

const wholeWindows: Constraint<unknown> = {
  id: "whole-windows",
  says: "the input must hold a whole number of windows",
  violation(view) {
    const [count, window] = [0, 1].map((i) => elementCount(inputTensor(view, i).shape)) as [number, number];
    return count % window === 0 ? undefined : `${count} samples, ${window} weights`;
  },
};

export const signalWindowConstraints: readonly Constraint<SignalWindowAttributes>[] = [
  rankIs(1, { inputs: [1] }),
  sameElementCount,
  wholeWindows,
  optionRange({ name: "shift", value: ({ shift }) => shift, min: 0, max: 31 }),
];
