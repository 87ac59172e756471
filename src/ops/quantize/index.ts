// SPDX-License-Identifier: Apache-2.0
/** QUANTIZE: float32 to integers, or integers to another scale, zero point or width. */
import { defineOp } from "../definition.js";
import { quantizeScalar } from "./aot/scalar.js";
import { readQuantizeAttributes } from "./attributes.js";
import { quantizeConstraints } from "./constraints.js";
import { evaluateQuantize } from "./reference.js";
import { quantizeTflm } from "./tflm.js";

export const quantize = defineOp({
  op: "QUANTIZE",
  resolverCall: "AddQuantize",
  summary: "float32 to integers, or integers to another scale, zero point or width.",
  maxVersion: 4,
  signatures: [
    { inputs: ["float32"], outputs: ["int8"] },
    { inputs: ["float32"], outputs: ["int16"] },
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["int8"], outputs: ["uint8"] },
    { inputs: ["int8"], outputs: ["int16"] },
    { inputs: ["int8"], outputs: ["int32"] },
    { inputs: ["uint8"], outputs: ["int8"] },
    { inputs: ["int16"], outputs: ["int8"] },
    { inputs: ["int16"], outputs: ["int16"] },
    { inputs: ["int16"], outputs: ["int32"] },
    { inputs: ["int32"], outputs: ["int8"] },
    { inputs: ["int32"], outputs: ["int16"] },
  ],
  elementwise: true,
  readAttributes: readQuantizeAttributes,
  constraints: quantizeConstraints,
  evaluate: evaluateQuantize,
  work: () => ({ macs: 0 }),
  aot: [quantizeScalar],
  tflm: quantizeTflm,
});
