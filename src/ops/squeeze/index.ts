// SPDX-License-Identifier: Apache-2.0
/** SQUEEZE: drops axes of extent 1. */
import type { DType } from "../../ir/dtype.js";
import { defineOp, type Signature } from "../definition.js";
import { evaluateView, viewScalar } from "../shared/view-copy.js";
import { readSqueezeAttributes } from "./attributes.js";
import { squeezeConstraints } from "./constraints.js";

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

export const squeeze = defineOp({
  op: "SQUEEZE",
  summary: "Drops axes of extent 1; costs nothing, because the output is a view of the input.",
  maxVersion: 2,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype], outputs: [dtype] })),
  views: [[0, 0]],
  readAttributes: readSqueezeAttributes,
  constraints: squeezeConstraints,
  evaluate: evaluateView,
  work: () => ({ macs: 0 }),
  aot: [viewScalar],
});
