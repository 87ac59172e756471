// SPDX-License-Identifier: Apache-2.0
/** TRANSPOSE_CONV: the transposed (fractionally strided) convolution that enlarges feature maps. */
import { defineOp } from "../definition.js";
import { transposeConvScalar } from "./aot/scalar.js";
import { readTransposeConvAttributes } from "./attributes.js";
import { transposeConvConstraints } from "./constraints.js";
import { evaluateTransposeConv } from "./reference.js";
import { transposeConvTflm } from "./tflm.js";
import { transposeConvWork } from "./work.js";

export const transposeConv = defineOp({
  op: "TRANSPOSE_CONV",
  resolverCall: "AddTransposeConv",
  summary: "Transposed convolution with bias and a fused activation; the shape in input 0 is taken from the output.",
  maxVersion: 5,
  signatures: [
    { inputs: ["int32", "int8", "int8", "int32?"], outputs: ["int8"] },
    { inputs: ["int32", "int8", "int16", "int64?"], outputs: ["int16"] },
    { inputs: ["int32", "int8", "int16", "int16"], outputs: ["int16"] },
  ],
  weightsInput: 1,
  readAttributes: readTransposeConvAttributes,
  constraints: transposeConvConstraints,
  evaluate: evaluateTransposeConv,
  work: transposeConvWork,
  aot: [transposeConvScalar],
  tflm: transposeConvTflm,
});
