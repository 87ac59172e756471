// SPDX-License-Identifier: Apache-2.0
/** UNPACK: takes a tensor apart along one axis, which goes away. */
import { defineOp, type Signature } from "../definition.js";
import { unpackScalar } from "./aot/scalar.js";
import { readUnpackAttributes } from "./attributes.js";
import { unpackConstraints } from "./constraints.js";
import { evaluateUnpack } from "./reference.js";
import { unpackTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "int32", "float32"] as const;

export const unpack = defineOp({
  op: "UNPACK",
  resolverCall: "AddUnpack",
  summary: "Takes a tensor apart along one axis, which goes away.",
  maxVersion: 4,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype], outputs: [dtype], variadic: "outputs" })),
  readAttributes: readUnpackAttributes,
  constraints: unpackConstraints,
  evaluate: evaluateUnpack,
  work: () => ({ macs: 0 }),
  aot: [unpackScalar],
  tflm: unpackTflm,
});
