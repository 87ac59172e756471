// SPDX-License-Identifier: Apache-2.0
/** SPLIT: cuts a tensor into equal parts along one axis. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { splitScalar } from "./aot/scalar.js";
import { splitNodeConstraints } from "./constraints.js";
import { evaluateSplit } from "./reference.js";
import { splitTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "int32", "float32"] as const;

export const split = defineOp({
  op: "SPLIT",
  resolverCall: "AddSplit",
  summary: "Cuts a tensor into equal parts along one axis.",
  maxVersion: 4,
  signatures: TYPES.map((dtype): Signature => ({ inputs: ["int32", dtype], outputs: [dtype], variadic: "outputs" })),
  constantInputs: [0],
  readAttributes: readNoAttributes,
  constraints: splitNodeConstraints,
  evaluate: evaluateSplit,
  work: () => ({ macs: 0 }),
  aot: [splitScalar],
  tflm: splitTflm,
});
