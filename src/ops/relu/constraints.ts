// SPDX-License-Identifier: Apache-2.0
/** What TFLM's RELU accepts (ReluPrepare). */
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { sameElementCount, whenInputIs, zeroPointIs } from "../shared/elementwise-constraints.js";
import { representableFactor } from "../shared/multiplier-constraints.js";
import { realFactor } from "./rescale.js";

export const reluConstraints: readonly Constraint<unknown>[] = [
  sameElementCount,
  whenInputIs(["int8", "int16"], perTensorQuantized({ inputs: [0], outputs: [0] })),
  whenInputIs(["int8", "int16"], representableFactor("input scale / output scale", realFactor)),
  whenInputIs(["int16"], zeroPointIs(0, { input: true, output: true })),
];
