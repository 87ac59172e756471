// SPDX-License-Identifier: Apache-2.0
/** DEQUANTIZE: integers to float32. */
import { defineOp } from "../definition.js";
import { dequantizeScalar } from "./aot/scalar.js";
import { readDequantizeAttributes } from "./attributes.js";
import { dequantizeConstraints } from "./constraints.js";
import { evaluateDequantize } from "./reference.js";
import { dequantizeTflm } from "./tflm.js";

export const dequantize = defineOp({
  op: "DEQUANTIZE",
  resolverCall: "AddDequantize",
  summary: "Integers to float32.",
  maxVersion: 6,
  signatures: [
    { inputs: ["int8"], outputs: ["float32"] },
    { inputs: ["int16"], outputs: ["float32"] },
    { inputs: ["uint8"], outputs: ["float32"] },
  ],
  elementwise: true,
  readAttributes: readDequantizeAttributes,
  constraints: dequantizeConstraints,
  evaluate: evaluateDequantize,
  work: () => ({ macs: 0 }),
  aot: [dequantizeScalar],
  tflm: dequantizeTflm,
});
