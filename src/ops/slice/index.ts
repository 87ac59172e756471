// SPDX-License-Identifier: Apache-2.0
/** SLICE: takes a range of every axis. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { sliceScalar } from "./aot/scalar.js";
import { sliceConstraints } from "./constraints.js";
import { evaluateSlice } from "./reference.js";
import { sliceTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "int32", "bool", "float32"] as const;

export const slice = defineOp({
  op: "SLICE",
  resolverCall: "AddSlice",
  summary: "Takes a range of every axis; the begin may be computed at run time.",
  maxVersion: 5,
  signatures: TYPES.flatMap((dtype): Signature[] => [
    { inputs: [dtype, "int32", "int32"], outputs: [dtype] },
    { inputs: [dtype, "int64", "int64"], outputs: [dtype] },
  ]),
  readAttributes: readNoAttributes,
  constraints: sliceConstraints,
  evaluate: evaluateSlice,
  work: () => ({ macs: 0 }),
  aot: [sliceScalar],
  tflm: sliceTflm,
});
