// SPDX-License-Identifier: Apache-2.0
/** RELU: max(x, 0), rescaled when input and output are quantised differently. */
import { defineOp } from "../definition.js";
import { reluScalar } from "./aot/scalar.js";
import { readReluAttributes } from "./attributes.js";
import { reluConstraints } from "./constraints.js";
import { evaluateRelu } from "./reference.js";
import { reluTflm } from "./tflm.js";

export const relu = defineOp({
  op: "RELU",
  resolverCall: "AddRelu",
  summary: "max(x, 0), rescaled when input and output are quantised differently.",
  maxVersion: 3,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["int16"], outputs: ["int16"] },
    { inputs: ["float32"], outputs: ["float32"] },
  ],
  elementwise: true,
  activation: "RELU",
  readAttributes: readReluAttributes,
  constraints: reluConstraints,
  evaluate: evaluateRelu,
  work: () => ({ macs: 0 }),
  aot: [reluScalar],
  tflm: reluTflm,
});
