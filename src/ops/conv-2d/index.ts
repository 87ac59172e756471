// SPDX-License-Identifier: Apache-2.0
/** CONV_2D: two-dimensional convolution with bias and fused activation. */
import { defineOp } from "../definition.js";
import { ignoredBiasScale, ignoredWeightZeroPoint } from "../shared/weight-advisories.js";
import { absorbPadding } from "../shared/conv-geometry.js";
import { conv2dArmDsp } from "./aot/arm-dsp.js";
import { conv2dArmMve } from "./aot/arm-mve.js";
import { conv2dColumns, conv2dRiscv } from "./aot/columns.js";
import { conv2dScalar } from "./aot/scalar.js";
import { readConv2dAttributes, writeConv2dAttributes } from "./attributes.js";
import { conv2dConstraints } from "./constraints.js";
import { conv2dConvolution } from "./convolution.js";
import { evaluateConv2d } from "./reference.js";
import { conv2dTflm } from "./tflm.js";
import { conv2dWork } from "./work.js";

export const conv2d = defineOp({
  op: "CONV_2D",
  resolverCall: "AddConv2D",
  summary: "Two-dimensional convolution, also dilated or grouped, with bias and a fused activation.",
  maxVersion: 8,
  signatures: [
    { inputs: ["int8", "int8", "int32?"], outputs: ["int8"] },
    { inputs: ["int16", "int8", "int64?"], outputs: ["int16"] },
    { inputs: ["int16", "int8", "int32"], outputs: ["int16"] },
  ],
  weightsInput: 1,
  fusesActivation: true,
  absorbPadding,
  readAttributes: readConv2dAttributes,
  writeAttributes: writeConv2dAttributes,
  constraints: conv2dConstraints,
  advisories: [ignoredWeightZeroPoint, ignoredBiasScale],
  convolution: { of: (view) => conv2dConvolution(view), outputAxis: 0, inputAxis: 3 },
  evaluate: evaluateConv2d,
  work: conv2dWork,
  aot: [conv2dArmMve, conv2dArmDsp, conv2dRiscv, conv2dColumns, conv2dScalar],
  tflm: conv2dTflm,
});
