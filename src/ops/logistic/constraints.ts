// SPDX-License-Identifier: Apache-2.0
/** What TFLM's LOGISTIC accepts (CalculateArithmeticOpDataLogistic). */
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { sameElementCount, whenInputIs, zeroPointIs } from "../shared/elementwise-constraints.js";
import {
  int16SigmoidInputScale,
  int16SigmoidOutputScale,
  int8SigmoidInputScale,
} from "../shared/sigmoid-constraints.js";

export const logisticConstraints: readonly Constraint<unknown>[] = [
  sameElementCount,
  perTensorQuantized({ inputs: [0], outputs: [0] }),
  whenInputIs(["int8"], zeroPointIs(-128, { output: true })),
  whenInputIs(["int8"], int8SigmoidInputScale),
  whenInputIs(["int16"], zeroPointIs(0, { input: true, output: true })),
  whenInputIs(["int16"], int16SigmoidInputScale),
  whenInputIs(["int16"], int16SigmoidOutputScale),
];
