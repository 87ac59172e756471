// SPDX-License-Identifier: Apache-2.0
/** GATHER: picks slices along one axis by their indices. */
import { defineOp, type Signature } from "../definition.js";
import { gatherScalar } from "./aot/scalar.js";
import { readGatherAttributes } from "./attributes.js";
import { gatherConstraints } from "./constraints.js";
import { evaluateGather } from "./reference.js";
import { gatherTflm } from "./tflm.js";

const TYPES = ["int8", "float32"] as const;

export const gather = defineOp({
  op: "GATHER",
  resolverCall: "AddGather",
  summary: "Picks slices along one axis by their indices; an index outside the axis gives the nearest slice.",
  maxVersion: 7,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype, "int32"], outputs: [dtype] })),
  readAttributes: readGatherAttributes,
  constraints: gatherConstraints,
  evaluate: evaluateGather,
  work: () => ({ macs: 0 }),
  aot: [gatherScalar],
  tflm: gatherTflm,
});
