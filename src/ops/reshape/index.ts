// SPDX-License-Identifier: Apache-2.0
/** RESHAPE: the same elements under another shape. */
import type { DType } from "../../ir/dtype.js";
import { defineOp, type Signature } from "../definition.js";
import { reshapeScalar } from "./aot/scalar.js";
import { readReshapeAttributes } from "./attributes.js";
import { reshapeConstraints } from "./constraints.js";
import { evaluateReshape } from "./reference.js";

const TYPES: readonly DType[] = [
  "int8",
  "uint8",
  "int16",
  "uint16",
  "int32",
  "uint32",
  "int64",
  "uint64",
  "bool",
  "float32",
];

export const reshape = defineOp({
  op: "RESHAPE",
  summary: "The same elements under another shape; costs nothing, because the output is a view of the input.",
  maxVersion: 2,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype, "int32?"], outputs: [dtype] })),
  views: [[0, 0]],
  readAttributes: readReshapeAttributes,
  constraints: reshapeConstraints,
  evaluate: evaluateReshape,
  work: () => ({ macs: 0 }),
  aot: [reshapeScalar],
});
