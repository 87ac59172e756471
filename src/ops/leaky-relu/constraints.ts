// SPDX-License-Identifier: Apache-2.0
/** What TFLM's LEAKY_RELU accepts (CalculateOpDataLeakyRelu). */
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import { representableFactor } from "../shared/multiplier-constraints.js";
import type { LeakyReluAttributes } from "./attributes.js";
import { realMultipliers } from "./scaling.js";

const QUANTIZED = ["int8", "int16"] as const;

const alpha: Constraint<LeakyReluAttributes> = {
  id: "alpha",
  says: "alpha must be finite and alpha · input scale / output scale below 2^30",
  code: "TG2007",
  violation(view) {
    const real = realMultipliers(view).alpha;
    return Math.abs(real) < 2 ** 30 ? undefined : `alpha is ${view.node.attributes.alpha}`;
  },
};

export const leakyReluConstraints: readonly Constraint<LeakyReluAttributes>[] = [
  whenInputIs(QUANTIZED, perTensorQuantized({ inputs: [0], outputs: [0] })),
  whenInputIs(
    QUANTIZED,
    representableFactor<LeakyReluAttributes>("input scale / output scale", (view) => realMultipliers(view).identity),
  ),
  whenInputIs(QUANTIZED, alpha),
];
