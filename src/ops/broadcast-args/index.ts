// SPDX-License-Identifier: Apache-2.0
/** BROADCAST_ARGS: the shape that two shapes broadcast to. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { inputTensor } from "../shared/operands.js";
import { outputShapeIs, rankBetween } from "../shared/shape-constraints.js";
import { broadcastArgsScalar } from "./aot/scalar.js";
import { evaluateBroadcastArgs } from "./reference.js";
import { broadcastArgsTflm } from "./tflm.js";

const TYPES = ["int32", "int64"] as const;

export const broadcastArgs = defineOp({
  op: "BROADCAST_ARGS",
  resolverCall: "AddBroadcastArgs",
  summary: "The shape that two shapes broadcast to.",
  maxVersion: 1,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype, dtype], outputs: [dtype] })),
  readAttributes: readNoAttributes,
  constraints: [
    rankBetween(1, 1),
    rankBetween(1, 1, 1),
    outputShapeIs("the output must have as many elements as the longer input", (view) => [
      Math.max(inputTensor(view, 0).shape[0] ?? 0, inputTensor(view, 1).shape[0] ?? 0),
    ]),
  ],
  evaluate: evaluateBroadcastArgs,
  work: () => ({ macs: 0 }),
  aot: [broadcastArgsScalar],
  tflm: broadcastArgsTflm,
});
