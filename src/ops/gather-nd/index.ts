// SPDX-License-Identifier: Apache-2.0
/** GATHER_ND: picks slices by their leading coordinates. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { gatherNdScalar } from "./aot/scalar.js";
import { gatherNdConstraints } from "./constraints.js";
import { evaluateGatherNd } from "./reference.js";
import { gatherNdTflm } from "./tflm.js";

const TYPES = ["int8", "float32"] as const;

export const gatherNd = defineOp({
  op: "GATHER_ND",
  resolverCall: "AddGatherNd",
  summary: "Picks slices by their leading coordinates; coordinates outside the input give the nearest slice.",
  maxVersion: 5,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype, "int32"], outputs: [dtype] })),
  readAttributes: readNoAttributes,
  constraints: gatherNdConstraints,
  evaluate: evaluateGatherNd,
  work: () => ({ macs: 0 }),
  aot: [gatherNdScalar],
  tflm: gatherNdTflm,
});
