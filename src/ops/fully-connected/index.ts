// SPDX-License-Identifier: Apache-2.0
/** FULLY_CONNECTED: matrix product of the input's rows with the weights, bias and fused activation. */
import { defineOp } from "../definition.js";
import { perChannelDense } from "../shared/weight-advisories.js";
import { fullyConnectedArmDsp } from "./aot/arm-dsp.js";
import { fullyConnectedArmMve } from "./aot/arm-mve.js";
import { fullyConnectedDense, fullyConnectedRiscv } from "./aot/dense.js";
import { fullyConnectedScalar } from "./aot/scalar.js";
import { readFullyConnectedAttributes, writeFullyConnectedAttributes } from "./attributes.js";
import { fullyConnectedConstraints } from "./constraints.js";
import { fullyConnectedConvolution } from "./convolution.js";
import { evaluateFullyConnected } from "./reference.js";
import { fullyConnectedTflm } from "./tflm.js";
import { fullyConnectedWork } from "./work.js";

export const fullyConnected = defineOp({
  op: "FULLY_CONNECTED",
  resolverCall: "AddFullyConnected",
  summary: "Matrix product of the input's rows with the weights, with bias and a fused activation.",
  maxVersion: 14,
  signatures: [
    { inputs: ["int8", "int8", "int32?"], outputs: ["int8"] },
    { inputs: ["int16", "int8", "int64?"], outputs: ["int16"] },
    { inputs: ["int16", "int8", "int32"], outputs: ["int16"] },
  ],
  weightsInput: 1,
  fusesActivation: true,
  readAttributes: readFullyConnectedAttributes,
  writeAttributes: writeFullyConnectedAttributes,
  constraints: fullyConnectedConstraints,
  advisories: [perChannelDense],
  convolution: { of: (view) => fullyConnectedConvolution(view), outputAxis: 0, inputAxis: 1 },
  evaluate: evaluateFullyConnected,
  work: fullyConnectedWork,
  aot: [fullyConnectedArmMve, fullyConnectedArmDsp, fullyConnectedRiscv, fullyConnectedDense, fullyConnectedScalar],
  tflm: fullyConnectedTflm,
});
