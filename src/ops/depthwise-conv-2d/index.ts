// SPDX-License-Identifier: Apache-2.0
/** DEPTHWISE_CONV_2D: convolution of every channel by itself. */
import { defineOp } from "../definition.js";
import { dilationBeforeVersion2, ignoredBiasScale, ignoredWeightZeroPoint } from "../shared/weight-advisories.js";
import { absorbPadding } from "../shared/conv-geometry.js";
import { depthwiseConv2dArmDsp, singleChannelArmDsp } from "./aot/arm-dsp.js";
import { depthwiseConv2dArmMve, singleChannelArmMve } from "./aot/arm-mve.js";
import { depthwiseConv2dScalar } from "./aot/scalar.js";
import { readDepthwiseConv2dAttributes, writeDepthwiseConv2dAttributes } from "./attributes.js";
import { depthwiseConv2dConstraints } from "./constraints.js";
import { depthwiseConvolution } from "./convolution.js";
import { evaluateDepthwiseConv2d } from "./reference.js";
import { depthwiseConv2dTflm } from "./tflm.js";
import { depthwiseConv2dWork } from "./work.js";

export const depthwiseConv2d = defineOp({
  op: "DEPTHWISE_CONV_2D",
  resolverCall: "AddDepthwiseConv2D",
  summary: "Convolution of every channel by itself, with any depth multiplier, bias and a fused activation.",
  maxVersion: 7,
  signatures: [
    { inputs: ["int8", "int8", "int32?"], outputs: ["int8"] },
    { inputs: ["int16", "int8", "int64?"], outputs: ["int16"] },
  ],
  weightsInput: 1,
  fusesActivation: true,
  absorbPadding,
  readAttributes: readDepthwiseConv2dAttributes,
  writeAttributes: writeDepthwiseConv2dAttributes,
  constraints: depthwiseConv2dConstraints,
  advisories: [ignoredWeightZeroPoint, ignoredBiasScale, dilationBeforeVersion2],
  convolution: { of: (view) => depthwiseConvolution(view), outputAxis: 3 },
  evaluate: evaluateDepthwiseConv2d,
  work: depthwiseConv2dWork,
  aot: [depthwiseConv2dArmMve, singleChannelArmMve, depthwiseConv2dArmDsp, singleChannelArmDsp, depthwiseConv2dScalar],
  tflm: depthwiseConv2dTflm,
});
