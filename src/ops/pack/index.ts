// SPDX-License-Identifier: Apache-2.0
/** PACK: stacks tensors of one shape along a new axis. */
import { defineOp, type Signature } from "../definition.js";
import { packScalar } from "./aot/scalar.js";
import { readPackAttributes } from "./attributes.js";
import { packConstraints } from "./constraints.js";
import { evaluatePack } from "./reference.js";
import { packTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "int32", "int64", "float32"] as const;

export const pack = defineOp({
  op: "PACK",
  resolverCall: "AddPack",
  summary: "Stacks tensors of one shape along a new axis.",
  maxVersion: 4,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype], outputs: [dtype], variadic: true })),
  readAttributes: readPackAttributes,
  constraints: packConstraints,
  evaluate: evaluatePack,
  work: () => ({ macs: 0 }),
  aot: [packScalar],
  tflm: packTflm,
});
