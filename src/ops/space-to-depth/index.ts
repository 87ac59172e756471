// SPDX-License-Identifier: Apache-2.0
/** SPACE_TO_DEPTH: stacks the pixels of square blocks in the depth. */
import { defineOp, type Signature } from "../definition.js";
import { depthBlockConstraints, readDepthBlockAttributes } from "../shared/depth-blocks.js";
import { spaceToDepthScalar } from "./aot/scalar.js";
import { evaluateSpaceToDepth } from "./reference.js";
import { spaceToDepthTflm } from "./tflm.js";

const TYPES = ["int8", "float32"] as const;

export const spaceToDepth = defineOp({
  op: "SPACE_TO_DEPTH",
  resolverCall: "AddSpaceToDepth",
  summary: "Stacks the pixels of square blocks in the depth.",
  maxVersion: 2,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype], outputs: [dtype] })),
  readAttributes: (raw) => readDepthBlockAttributes(raw, "SpaceToDepthOptions"),
  constraints: depthBlockConstraints(([batches = 1, height = 1, width = 1, depth = 1], size) => [
    batches,
    height / size,
    width / size,
    depth * size * size,
  ]),
  evaluate: evaluateSpaceToDepth,
  work: () => ({ macs: 0 }),
  aot: [spaceToDepthScalar],
  tflm: spaceToDepthTflm,
});
