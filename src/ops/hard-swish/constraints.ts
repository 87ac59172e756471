// SPDX-License-Identifier: Apache-2.0
/** What TFLM's HARD_SWISH accepts (HardSwishPrepare). */
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { hardSwishScaling } from "./scaling.js";

const exponents: Constraint<NoAttributes> = {
  id: "scales",
  says: "input scale / output scale must be less than 128 and more than 2^-25, and the input scale less than 2^20",
  code: "TG2007",
  violation(view) {
    const { output, reluish } = hardSwishScaling(view);
    const fits = output.exponent <= 0 && output.exponent >= -31 && reluish.exponent <= 31;
    return fits && output.multiplier > 0 ? undefined : `the exponents are ${output.exponent} and ${reluish.exponent}`;
  },
};

export const hardSwishConstraints: readonly Constraint<NoAttributes>[] = [
  whenInputIs(["int8"], perTensorQuantized({ inputs: [0], outputs: [0] })),
  whenInputIs(["int8"], exponents),
];
