// SPDX-License-Identifier: Apache-2.0
/** What TFLM's QUANTIZE accepts (PrepareQuantizeReference); the pairs of types are in the signatures. */
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { sameElementCount, whenInputIs } from "../shared/elementwise-constraints.js";

export const quantizeConstraints: readonly Constraint<unknown>[] = [
  sameElementCount,
  perTensorQuantized({ outputs: [0] }),
  {
    ...whenInputIs(["int8", "uint8", "int16", "int32"], perTensorQuantized({ inputs: [0] })),
    id: "input-quantization",
  },
];
