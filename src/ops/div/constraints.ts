// SPDX-License-Identifier: Apache-2.0
/** What TFLM's DIV accepts (DivPrepare, CalculateOpDataDiv, BroadcastBinaryOpSimple). */
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { Constraint } from "../definition.js";
import { broadcastsToOutput, notQuantized } from "../shared/binary-constraints.js";
import { perTensorQuantized, supportedActivation } from "../shared/constraints.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import { affineOf, constantIntegers, inputTensor } from "../shared/operands.js";
import type { DivAttributes } from "./attributes.js";
import { realOutputMultiplier } from "./scaling.js";

// Outside, a right shift of TFLM becomes negative or longer than a 64-bit word.
const [LOWEST_SHIFT, HIGHEST_SHIFT] = [-25, 22];

const factor: Constraint<DivAttributes> = {
  id: "factor",
  says: `dividend scale / (divisor scale · output scale) must lie between 2^${LOWEST_SHIFT} and 2^${HIGHEST_SHIFT}`,
  code: "TG2007",
  violation(view) {
    const real = realOutputMultiplier(view);
    const { shift } = quantizeMultiplier(real);
    return real > 0 && Number.isFinite(real) && shift >= LOWEST_SHIFT && shift <= HIGHEST_SHIFT
      ? undefined
      : `it is ${real}`;
  },
};

const constantDivisor: Constraint<DivAttributes> = {
  id: "constant-divisor",
  says: "a constant divisor must not contain 0",
  violation(view) {
    const divisor = inputTensor(view, 1);
    const zero = affineOf(divisor).zeroPoint;
    const index = constantIntegers(divisor)?.indexOf(zero) ?? -1;
    return index < 0 ? undefined : `element ${index} is 0`;
  },
};

export const divConstraints: readonly Constraint<DivAttributes>[] = [
  broadcastsToOutput,
  supportedActivation(),
  whenInputIs(["int8"], perTensorQuantized({ inputs: [0, 1], outputs: [0] })),
  whenInputIs(["int8"], factor),
  whenInputIs(["int32"], notQuantized),
  whenInputIs(["int8", "int32"], constantDivisor),
];
