// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalPCAN accepts (PcanPrepare) and what keeps it within its tensors. */
import { elementCount } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { rankIs } from "../shared/constraints.js";
import { sameElementCount } from "../shared/elementwise-constraints.js";
import { inputTensor } from "../shared/operands.js";
import { optionRange } from "../shared/option-range.js";
import type { SignalPcanAttributes } from "./attributes.js";

/** Three coefficients for each of 30 octaves beyond the first two values, four apart. */
const TABLE_LENGTH = 4 * 32 - 6 + 3;

const tablesFit: Constraint<SignalPcanAttributes> = {
  id: "tables",
  says: `the noise must have as many elements as the input, the gain table at least ${TABLE_LENGTH}`,
  violation(view) {
    const [signal, noise, table] = [0, 1, 2].map((i) => elementCount(inputTensor(view, i).shape)) as [
      number,
      number,
      number,
    ];
    return noise === signal && table >= TABLE_LENGTH
      ? undefined
      : `${signal} values, ${noise} of noise, ${table} in the table`;
  },
};

export const signalPcanConstraints: readonly Constraint<SignalPcanAttributes>[] = [
  rankIs(1, { inputs: [0, 1, 2], outputs: [0] }),
  sameElementCount,
  tablesFit,
  optionRange({ name: "snr_shift", value: ({ snrShift }) => snrShift, min: 0, max: 63 }),
];
