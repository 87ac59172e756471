// SPDX-License-Identifier: Apache-2.0
/** ADD: element-wise sum of two tensors with broadcasting and a fused activation. */
import { defineOp } from "../definition.js";
import { addScalar } from "./aot/scalar.js";
import { readAddAttributes, writeAddAttributes } from "./attributes.js";
import { addConstraints } from "./constraints.js";
import { evaluateAdd } from "./reference.js";
import { addTflm } from "./tflm.js";

export const add = defineOp({
  op: "ADD",
  resolverCall: "AddAdd",
  summary: "Element-wise sum of two tensors with broadcasting and a fused activation.",
  maxVersion: 5,
  signatures: [
    { inputs: ["int8", "int8"], outputs: ["int8"] },
    { inputs: ["int16", "int16"], outputs: ["int16"] },
    { inputs: ["int32", "int32"], outputs: ["int32"] },
    { inputs: ["float32", "float32"], outputs: ["float32"] },
  ],
  fusesActivation: true,
  readAttributes: readAddAttributes,
  writeAttributes: writeAddAttributes,
  constraints: addConstraints,
  monotoneByChannel: () => true,
  evaluate: evaluateAdd,
  work: () => ({ macs: 0 }),
  aot: [addScalar],
  tflm: addTflm,
});
