// SPDX-License-Identifier: Apache-2.0
/** RSQRT: 1/√x. */
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs, zeroPointsAreZero } from "../shared/elementwise-constraints.js";
import { type NoAttributes, readNoAttributes } from "../shared/no-attributes.js";
import { unaryOperator } from "../shared/unary-operator.js";
import { rsqrtExpression } from "./aot/scalar.js";
import { RAISED_BITS, realMultiplier, rsqrt as element, rsqrtMultiplier } from "./reference.js";
import { rsqrtTflm } from "./tflm.js";

const factor: Constraint<NoAttributes> = {
  id: "factor",
  says: "1 / (sqrt(input scale) · output scale) must lie between 2^-12 and 2^50",
  code: "TG2007",
  violation(view) {
    const shift = rsqrtMultiplier(view).shift - RAISED_BITS;
    const real = realMultiplier(view);
    return Number.isFinite(real) && shift >= -31 && shift <= 30 ? undefined : `it is ${real}`;
  },
};

export const rsqrt = unaryOperator({
  op: "RSQRT",
  resolverCall: "AddRsqrt",
  summary: "1/sqrt(x); quantised values of 0 and below give the largest value (TFLM stops at negative ones).",
  maxVersion: 3,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["int16"], outputs: ["int16"] },
    { inputs: ["float32"], outputs: ["float32"] },
  ],
  readAttributes: readNoAttributes,
  constraints: [
    whenInputIs(["int8", "int16"], perTensorQuantized({ inputs: [0], outputs: [0] })),
    whenInputIs(["int16"], zeroPointsAreZero({ inputs: [0], outputs: [0] })),
    whenInputIs(["int8", "int16"], factor),
  ],
  element,
  expression: rsqrtExpression,
  tflm: rsqrtTflm,
});
