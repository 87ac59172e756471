// SPDX-License-Identifier: Apache-2.0
/** What TFLM's QUANTIZE accepts (PrepareQuantizeReference); the pairs of types are in the signatures. */
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { sameElementCount, whenInputIs } from "../shared/elementwise-constraints.js";
import { representableFactor } from "../shared/multiplier-constraints.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";

const INTEGERS = ["int8", "uint8", "int16", "int32"] as const;

export const quantizeConstraints: readonly Constraint<unknown>[] = [
  sameElementCount,
  perTensorQuantized({ outputs: [0] }),
  {
    ...whenInputIs(INTEGERS, perTensorQuantized({ inputs: [0] })),
    id: "input-quantization",
  },
  whenInputIs(
    INTEGERS,
    representableFactor(
      "input scale / output scale",
      (view) => affineOf(inputTensor(view, 0)).scale / affineOf(outputTensor(view)).scale,
    ),
  ),
];
