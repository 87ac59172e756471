// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SUB accepts (SubPrepare, CalculateOpDataSub, BroadcastBinaryOpSimple). */
import type { Constraint } from "../definition.js";
import { broadcastsToOutput, notQuantized } from "../shared/binary-constraints.js";
import { perTensorQuantized, supportedActivation } from "../shared/constraints.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import { factorBelowOne } from "../shared/multiplier-constraints.js";
import type { SubAttributes } from "./attributes.js";
import { realOutputMultiplier } from "./scaling.js";

const QUANTIZED = ["int8", "int16"] as const;
const FACTOR = "twice the larger input scale / (2^20 · output scale), with 2^15 for int16,";

export const subConstraints: readonly Constraint<SubAttributes>[] = [
  broadcastsToOutput,
  supportedActivation(),
  whenInputIs(QUANTIZED, perTensorQuantized({ inputs: [0, 1], outputs: [0] })),
  whenInputIs(QUANTIZED, factorBelowOne(FACTOR, realOutputMultiplier)),
  whenInputIs(["int32"], notQuantized),
];
