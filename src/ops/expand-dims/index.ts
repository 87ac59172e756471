// SPDX-License-Identifier: Apache-2.0
/** EXPAND_DIMS: inserts an axis of extent 1. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { evaluateView, viewScalar } from "../shared/view-copy.js";
import { expandDimsConstraints } from "./constraints.js";
import { expandDimsTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "float32"] as const;

export const expandDims = defineOp({
  op: "EXPAND_DIMS",
  resolverCall: "AddExpandDims",
  summary: "Inserts an axis of extent 1; costs nothing, because the output is a view of the input.",
  maxVersion: 1,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype, "int32"], outputs: [dtype] })),
  constantInputs: [1],
  views: [[0, 0]],
  readAttributes: readNoAttributes,
  constraints: expandDimsConstraints,
  evaluate: evaluateView,
  work: () => ({ macs: 0 }),
  aot: [viewScalar],
  tflm: expandDimsTflm,
});
