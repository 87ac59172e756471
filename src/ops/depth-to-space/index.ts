// SPDX-License-Identifier: Apache-2.0
/** DEPTH_TO_SPACE: spreads the depth over square blocks of pixels. */
import { defineOp, type Signature } from "../definition.js";
import { depthBlockConstraints, readDepthBlockAttributes } from "../shared/depth-blocks.js";
import { depthToSpaceScalar } from "./aot/scalar.js";
import { evaluateDepthToSpace } from "./reference.js";
import { depthToSpaceTflm } from "./tflm.js";

const TYPES = ["int8", "float32"] as const;

export const depthToSpace = defineOp({
  op: "DEPTH_TO_SPACE",
  resolverCall: "AddDepthToSpace",
  summary: "Spreads the depth over square blocks of pixels.",
  maxVersion: 2,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype], outputs: [dtype] })),
  readAttributes: (raw) => readDepthBlockAttributes(raw, "DepthToSpaceOptions"),
  constraints: depthBlockConstraints(([batches = 1, height = 1, width = 1, depth = 1], size) => [
    batches,
    height * size,
    width * size,
    depth / (size * size),
  ]),
  evaluate: evaluateDepthToSpace,
  work: () => ({ macs: 0 }),
  aot: [depthToSpaceScalar],
  tflm: depthToSpaceTflm,
});
