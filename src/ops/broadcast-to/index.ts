// SPDX-License-Identifier: Apache-2.0
/** BROADCAST_TO: repeats a tensor along axes of extent 1. */
import { defineOp, type Signature } from "../definition.js";
import { PLAIN_TYPES } from "../shared/plain-types.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { broadcastToScalar } from "./aot/scalar.js";
import { broadcastToConstraints } from "./constraints.js";
import { evaluateBroadcastTo } from "./reference.js";
import { broadcastToTflm } from "./tflm.js";

export const broadcastTo = defineOp({
  op: "BROADCAST_TO",
  resolverCall: "AddBroadcastTo",
  summary: "Repeats a tensor along axes of extent 1.",
  maxVersion: 3,
  signatures: PLAIN_TYPES.flatMap((dtype): Signature[] => [
    { inputs: [dtype, "int32"], outputs: [dtype] },
    { inputs: [dtype, "int64"], outputs: [dtype] },
  ]),
  constantInputs: [1],
  readAttributes: readNoAttributes,
  constraints: broadcastToConstraints,
  evaluate: evaluateBroadcastTo,
  work: () => ({ macs: 0 }),
  aot: [broadcastToScalar],
  tflm: broadcastToTflm,
});
