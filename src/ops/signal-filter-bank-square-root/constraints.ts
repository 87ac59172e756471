// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalFilterBankSquareRoot accepts (FilterBankSquareRootPrepare). */
import type { Constraint } from "../definition.js";
import { rankIs } from "../shared/constraints.js";
import { sameElementCount } from "../shared/elementwise-constraints.js";

export const signalFilterBankSquareRootConstraints: readonly Constraint<unknown>[] = [
  rankIs(1, { inputs: [0], outputs: [0] }),
  rankIs(0, { inputs: [1] }),
  sameElementCount,
];
