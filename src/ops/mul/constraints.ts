// SPDX-License-Identifier: Apache-2.0
/** What TFLM's MUL accepts (CalculateOpDataMul, BroadcastBinaryOpSimple). */
import type { Constraint } from "../definition.js";
import { broadcastsToOutput } from "../shared/binary-constraints.js";
import { perTensorQuantized, supportedActivation } from "../shared/constraints.js";
import { whenInputIs, zeroPointsAreZero } from "../shared/elementwise-constraints.js";
import { representableFactor } from "../shared/multiplier-constraints.js";
import type { MulAttributes } from "./attributes.js";
import { realOutputMultiplier } from "./scaling.js";

const QUANTIZED = ["int8", "int16"] as const;

export const mulConstraints: readonly Constraint<MulAttributes>[] = [
  broadcastsToOutput,
  supportedActivation(),
  whenInputIs(QUANTIZED, perTensorQuantized({ inputs: [0, 1], outputs: [0] })),
  whenInputIs(
    QUANTIZED,
    representableFactor("the product of the input scales / the output scale", realOutputMultiplier),
  ),
  whenInputIs(["int16"], zeroPointsAreZero({ inputs: [0, 1], outputs: [0] })),
];
