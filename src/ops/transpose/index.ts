// SPDX-License-Identifier: Apache-2.0
/** TRANSPOSE: permutes the axes of a tensor. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { transposeScalar } from "./aot/scalar.js";
import { transposeConstraints } from "./constraints.js";
import { evaluateTranspose } from "./reference.js";
import { transposeTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "float32"] as const;

export const transpose = defineOp({
  op: "TRANSPOSE",
  resolverCall: "AddTranspose",
  summary: "Permutes the axes of a tensor.",
  maxVersion: 6,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype, "int32"], outputs: [dtype] })),
  constantInputs: [1],
  readAttributes: readNoAttributes,
  constraints: transposeConstraints,
  evaluate: evaluateTranspose,
  work: () => ({ macs: 0 }),
  aot: [transposeScalar],
  tflm: transposeTflm,
});
