// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalFftAutoScale accepts (FftAutoScalePrepare). */
import type { Constraint } from "../definition.js";
import { rankIs } from "../shared/constraints.js";
import { sameElementCount } from "../shared/elementwise-constraints.js";

export const signalFftAutoScaleConstraints: readonly Constraint<unknown>[] = [
  rankIs(1, { inputs: [0], outputs: [0] }),
  rankIs(0, { outputs: [1] }),
  sameElementCount,
];
