// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SQUARED_DIFFERENCE accepts (SquaredDifferencePrepare). */
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs, zeroPointsAreZero } from "../shared/elementwise-constraints.js";
import { representableFactor } from "../shared/multiplier-constraints.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { realOutputMultiplier } from "./scaling.js";

const QUANTIZED = ["int8", "int16"] as const;
const FACTOR = "(twice the larger input scale)^2 / (2^14 · output scale), without 2^14 for int16,";

export const squaredDifferenceConstraints: readonly Constraint<NoAttributes>[] = [
  whenInputIs(QUANTIZED, perTensorQuantized({ inputs: [0, 1], outputs: [0] })),
  whenInputIs(QUANTIZED, representableFactor(FACTOR, realOutputMultiplier)),
  whenInputIs(["int16"], zeroPointsAreZero({ inputs: [0, 1], outputs: [0] })),
];
