// SPDX-License-Identifier: Apache-2.0
/** Bounds on the real factors that kernels turn into fixed-point multipliers. */
import type { NodeView } from "../../ir/graph.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { Constraint } from "../definition.js";

/** MultiplyByQuantizedMultiplier shifts left by at most 30 bits: the factor must be positive and below 2^30. */
export function representableFactor<A>(formula: string, real: (view: NodeView<A>) => number): Constraint<A> {
  return {
    id: "factor",
    says: `${formula} must be positive and below 2^30`,
    code: "TG2007",
    violation(view) {
      const factor = real(view);
      return factor > 0 && Number.isFinite(factor) && quantizeMultiplier(factor).shift <= 30
        ? undefined
        : `it is ${factor}`;
    },
  };
}

/** QuantizeMultiplierSmallerThanOneExp of TFLM stops the program unless the factor lies between 0 and 1. */
export function factorBelowOne<A>(formula: string, real: (view: NodeView<A>) => number): Constraint<A> {
  return {
    id: "factor-below-one",
    says: `${formula} must be positive and less than 1`,
    code: "TG2007",
    violation(view) {
      const factor = real(view);
      return factor > 0 && factor < 1 && quantizeMultiplier(factor).shift <= 0 ? undefined : `it is ${factor}`;
    },
  };
}
