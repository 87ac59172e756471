// SPDX-License-Identifier: Apache-2.0
/** LEAKY_RELU: x where x is 0 or more, alpha · x elsewhere. */
import { unaryOperator } from "../shared/unary-operator.js";
import { leakyReluExpression } from "./aot/scalar.js";
import { readLeakyReluAttributes } from "./attributes.js";
import { leakyReluConstraints } from "./constraints.js";
import { leakyRelu as element } from "./reference.js";
import { leakyReluTflm } from "./tflm.js";

export const leakyRelu = unaryOperator({
  op: "LEAKY_RELU",
  resolverCall: "AddLeakyRelu",
  summary: "x where x is 0 or more, alpha · x elsewhere.",
  maxVersion: 2,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["int16"], outputs: ["int16"] },
    { inputs: ["float32"], outputs: ["float32"] },
  ],
  readAttributes: readLeakyReluAttributes,
  constraints: leakyReluConstraints,
  element,
  expression: leakyReluExpression,
  tflm: leakyReluTflm,
});
