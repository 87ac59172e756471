// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalFilterBankLog accepts (FilterBankLogPrepare). */
import type { Constraint } from "../definition.js";
import { rankIs } from "../shared/constraints.js";
import { sameElementCount } from "../shared/elementwise-constraints.js";
import { optionRange } from "../shared/option-range.js";
import type { SignalFilterBankLogAttributes } from "./attributes.js";

export const signalFilterBankLogConstraints: readonly Constraint<SignalFilterBankLogAttributes>[] = [
  rankIs(1, { inputs: [0], outputs: [0] }),
  sameElementCount,
  optionRange({ name: "input_correction_bits", value: ({ correctionBits }) => correctionBits, min: 0, max: 31 }),
];
