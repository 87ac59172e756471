// SPDX-License-Identifier: Apache-2.0
/** RELU6: x limited to 0 … 6. */
import { defineOp } from "../definition.js";
import { relu6Scalar } from "./aot/scalar.js";
import { readRelu6Attributes } from "./attributes.js";
import { relu6Constraints } from "./constraints.js";
import { evaluateRelu6 } from "./reference.js";
import { relu6Tflm } from "./tflm.js";

export const relu6 = defineOp({
  op: "RELU6",
  resolverCall: "AddRelu6",
  summary: "x limited to 0 … 6.",
  maxVersion: 3,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["int16"], outputs: ["int16"] },
    { inputs: ["float32"], outputs: ["float32"] },
  ],
  elementwise: true,
  activation: "RELU6",
  readAttributes: readRelu6Attributes,
  constraints: relu6Constraints,
  evaluate: evaluateRelu6,
  work: () => ({ macs: 0 }),
  aot: [relu6Scalar],
  tflm: relu6Tflm,
});
