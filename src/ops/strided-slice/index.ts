// SPDX-License-Identifier: Apache-2.0
/** STRIDED_SLICE: takes a range of every axis, at any stride. */
import { defineOp, type Signature } from "../definition.js";
import { stridedSliceScalar } from "./aot/scalar.js";
import { readStridedSliceAttributes } from "./attributes.js";
import { stridedSliceConstraints } from "./constraints.js";
import { evaluateStridedSlice } from "./reference.js";
import { stridedSliceTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "int32", "bool", "float32"] as const;

export const stridedSlice = defineOp({
  op: "STRIDED_SLICE",
  resolverCall: "AddStridedSlice",
  summary: "Takes a range of every axis, at any stride.",
  maxVersion: 8,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype, "int32", "int32", "int32"], outputs: [dtype] })),
  constantInputs: [1, 2, 3],
  readAttributes: readStridedSliceAttributes,
  constraints: stridedSliceConstraints,
  evaluate: evaluateStridedSlice,
  work: () => ({ macs: 0 }),
  aot: [stridedSliceScalar],
  tflm: stridedSliceTflm,
});
