// SPDX-License-Identifier: Apache-2.0
/** BROADCAST_TO: repeats a tensor along axes of extent 1. */
import type { DType } from "../../ir/dtype.js";
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { broadcastToScalar } from "./aot/scalar.js";
import { broadcastToConstraints } from "./constraints.js";
import { evaluateBroadcastTo } from "./reference.js";

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

export const broadcastTo = defineOp({
  op: "BROADCAST_TO",
  summary: "Repeats a tensor along axes of extent 1.",
  maxVersion: 3,
  signatures: TYPES.flatMap((dtype): Signature[] => [
    { inputs: [dtype, "int32"], outputs: [dtype] },
    { inputs: [dtype, "int64"], outputs: [dtype] },
  ]),
  constantInputs: [1],
  readAttributes: readNoAttributes,
  constraints: broadcastToConstraints,
  evaluate: evaluateBroadcastTo,
  work: () => ({ macs: 0 }),
  aot: [broadcastToScalar],
});
