// SPDX-License-Identifier: Apache-2.0
/** REVERSE_V2: turns the order of elements round along neighbouring axes. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { reverseV2Scalar } from "./aot/scalar.js";
import { reverseV2Constraints } from "./constraints.js";
import { evaluateReverseV2 } from "./reference.js";
import { reverseV2Tflm } from "./tflm.js";

const TYPES = ["int8", "uint8", "int16", "int32", "int64", "bool", "float32"] as const;

export const reverseV2 = defineOp({
  op: "REVERSE_V2",
  resolverCall: "AddReverseV2",
  summary: "Turns the order of elements round along neighbouring axes.",
  maxVersion: 3,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype, "int32"], outputs: [dtype] })),
  constantInputs: [1],
  readAttributes: readNoAttributes,
  constraints: reverseV2Constraints,
  evaluate: evaluateReverseV2,
  work: () => ({ macs: 0 }),
  aot: [reverseV2Scalar],
  tflm: reverseV2Tflm,
});
