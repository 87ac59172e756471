// SPDX-License-Identifier: Apache-2.0
/** CONCATENATION: joins tensors along one axis. */
import { defineOp, type Signature } from "../definition.js";
import { concatenationScalar } from "./aot/scalar.js";
import { readConcatenationAttributes } from "./attributes.js";
import { concatenationConstraints } from "./constraints.js";
import { evaluateConcatenation } from "./reference.js";
import { concatenationTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "int32", "int64", "bool", "float32"] as const;

export const concatenation = defineOp({
  op: "CONCATENATION",
  resolverCall: "AddConcatenation",
  summary: "Joins up to 10 tensors along one axis.",
  maxVersion: 4,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype], outputs: [dtype], variadic: true })),
  readAttributes: readConcatenationAttributes,
  constraints: concatenationConstraints,
  evaluate: evaluateConcatenation,
  work: () => ({ macs: 0 }),
  aot: [concatenationScalar],
  tflm: concatenationTflm,
});
