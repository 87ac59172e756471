// SPDX-License-Identifier: Apache-2.0
/** MUL: element-wise product of two tensors with broadcasting and a fused activation. */
import { defineOp } from "../definition.js";
import { mulScalar } from "./aot/scalar.js";
import { readMulAttributes, writeMulAttributes } from "./attributes.js";
import { mulConstraints } from "./constraints.js";
import { evaluateMul } from "./reference.js";
import { mulTflm } from "./tflm.js";

export const mul = defineOp({
  op: "MUL",
  resolverCall: "AddMul",
  summary: "Element-wise product of two tensors with broadcasting and a fused activation.",
  maxVersion: 7,
  signatures: [
    { inputs: ["int8", "int8"], outputs: ["int8"] },
    { inputs: ["int16", "int16"], outputs: ["int16"] },
    { inputs: ["int32", "int32"], outputs: ["int32"] },
    { inputs: ["float32", "float32"], outputs: ["float32"] },
  ],
  fusesActivation: true,
  readAttributes: readMulAttributes,
  writeAttributes: writeMulAttributes,
  constraints: mulConstraints,
  evaluate: evaluateMul,
  work: () => ({ macs: 0 }),
  aot: [mulScalar],
  tflm: mulTflm,
});
