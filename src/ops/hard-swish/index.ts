// SPDX-License-Identifier: Apache-2.0
/** HARD_SWISH: x · relu6(x + 3) / 6. */
import { clampFloatExpression } from "../shared/clamp-c.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { unaryOperator } from "../shared/unary-operator.js";
import { hardSwishConstraints } from "./constraints.js";
import { hardSwish as element } from "./reference.js";
import { hardSwishTflm } from "./tflm.js";

export const hardSwish = unaryOperator({
  op: "HARD_SWISH",
  resolverCall: "AddHardSwish",
  summary: "x · relu6(x + 3) / 6.",
  maxVersion: 1,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["float32"], outputs: ["float32"] },
  ],
  readAttributes: readNoAttributes,
  constraints: hardSwishConstraints,
  element,
  expression: (_, kernel) => (x) => `${x} * ${clampFloatExpression(kernel, `${x} + 3.0f`, { min: 0, max: 6 })} / 6.0f`,
  tflm: hardSwishTflm,
});
