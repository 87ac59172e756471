// SPDX-License-Identifier: Apache-2.0
/** SQUEEZE: drops axes of extent 1. */
import { defineOp, type Signature } from "../definition.js";
import { PLAIN_TYPES } from "../shared/plain-types.js";
import { evaluateView, viewScalar } from "../shared/view-copy.js";
import { readSqueezeAttributes } from "./attributes.js";
import { squeezeConstraints } from "./constraints.js";
import { squeezeTflm } from "./tflm.js";

export const squeeze = defineOp({
  op: "SQUEEZE",
  resolverCall: "AddSqueeze",
  summary: "Drops axes of extent 1; costs nothing, because the output is a view of the input.",
  maxVersion: 2,
  signatures: PLAIN_TYPES.map((dtype): Signature => ({ inputs: [dtype], outputs: [dtype] })),
  views: [[0, 0]],
  readAttributes: readSqueezeAttributes,
  constraints: squeezeConstraints,
  evaluate: evaluateView,
  work: () => ({ macs: 0 }),
  aot: [viewScalar],
  tflm: squeezeTflm,
});
