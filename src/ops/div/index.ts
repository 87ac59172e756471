// SPDX-License-Identifier: Apache-2.0
/** DIV: element-wise quotient of two tensors with broadcasting and a fused activation. */
import { defineOp } from "../definition.js";
import { divScalar } from "./aot/scalar.js";
import { readDivAttributes } from "./attributes.js";
import { divConstraints } from "./constraints.js";
import { evaluateDiv } from "./reference.js";
import { divTflm } from "./tflm.js";

export const div = defineOp({
  op: "DIV",
  resolverCall: "AddDiv",
  summary: "Element-wise quotient of two tensors with broadcasting and a fused activation; x / 0 is 0 for int32.",
  maxVersion: 2,
  signatures: [
    { inputs: ["int8", "int8"], outputs: ["int8"] },
    { inputs: ["int32", "int32"], outputs: ["int32"] },
    { inputs: ["float32", "float32"], outputs: ["float32"] },
  ],
  readAttributes: readDivAttributes,
  constraints: divConstraints,
  evaluate: evaluateDiv,
  work: () => ({ macs: 0 }),
  aot: [divScalar],
  tflm: divTflm,
});
