// SPDX-License-Identifier: Apache-2.0
/** What TFLM's RELU6 accepts (Relu6Prepare). */
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { sameElementCount, whenInputIs } from "../shared/elementwise-constraints.js";

export const relu6Constraints: readonly Constraint<unknown>[] = [
  sameElementCount,
  whenInputIs(["int8", "int16"], perTensorQuantized({ inputs: [0] })),
];
