// SPDX-License-Identifier: Apache-2.0
/** SUB: element-wise difference of two tensors with broadcasting and a fused activation. */
import { defineOp } from "../definition.js";
import { subScalar } from "./aot/scalar.js";
import { readSubAttributes, writeSubAttributes } from "./attributes.js";
import { subConstraints } from "./constraints.js";
import { evaluateSub } from "./reference.js";
import { subTflm } from "./tflm.js";

export const sub = defineOp({
  op: "SUB",
  resolverCall: "AddSub",
  summary: "Element-wise difference of two tensors with broadcasting and a fused activation.",
  maxVersion: 5,
  signatures: [
    { inputs: ["int8", "int8"], outputs: ["int8"] },
    { inputs: ["int16", "int16"], outputs: ["int16"] },
    { inputs: ["int32", "int32"], outputs: ["int32"] },
    { inputs: ["float32", "float32"], outputs: ["float32"] },
  ],
  fusesActivation: true,
  readAttributes: readSubAttributes,
  writeAttributes: writeSubAttributes,
  constraints: subConstraints,
  evaluate: evaluateSub,
  work: () => ({ macs: 0 }),
  aot: [subScalar],
  tflm: subTflm,
});
