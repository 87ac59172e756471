// SPDX-License-Identifier: Apache-2.0
/** What TFLM's ADD accepts (AddPrepare, CalculateOpDataAdd, BroadcastBinaryOpSimple). */
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { Constraint } from "../definition.js";
import { broadcastsToOutput, notQuantized } from "../shared/binary-constraints.js";
import { perTensorQuantized, supportedActivation } from "../shared/constraints.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import type { AddAttributes } from "./attributes.js";
import { realOutputMultiplier } from "./scaling.js";

const outputScale: Constraint<AddAttributes> = {
  id: "output-scale",
  says: "the output scale must exceed twice the larger input scale / 2^20 (2^15 for int16)",
  code: "TG2007",
  violation(view) {
    const real = realOutputMultiplier(view);
    return real > 0 && real < 1 && quantizeMultiplier(real).shift <= 0 ? undefined : `the factor is ${real}`;
  },
};

const QUANTIZED = ["int8", "int16"] as const;

export const addConstraints: readonly Constraint<AddAttributes>[] = [
  broadcastsToOutput,
  supportedActivation(),
  whenInputIs(QUANTIZED, perTensorQuantized({ inputs: [0, 1], outputs: [0] })),
  whenInputIs(QUANTIZED, outputScale),
  whenInputIs(["int32"], notQuantized),
];
