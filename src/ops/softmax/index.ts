// SPDX-License-Identifier: Apache-2.0
/** SOFTMAX: exp(beta · x), normalised along the last axis. */
import { defineOp } from "../definition.js";
import { softmaxScalar } from "./aot/scalar.js";
import { readSoftmaxAttributes } from "./attributes.js";
import { softmaxConstraints } from "./constraints.js";
import { evaluateSoftmax } from "./reference.js";
import { softmaxTflm } from "./tflm.js";

export const softmax = defineOp({
  op: "SOFTMAX",
  resolverCall: "AddSoftmax",
  summary: "exp(beta * x), normalised along the last axis.",
  maxVersion: 3,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["int8"], outputs: ["int16"] },
    { inputs: ["int16"], outputs: ["int16"] },
  ],
  readAttributes: readSoftmaxAttributes,
  constraints: softmaxConstraints,
  evaluate: evaluateSoftmax,
  work: () => ({ macs: 0 }),
  aot: [softmaxScalar],
  tflm: softmaxTflm,
});
