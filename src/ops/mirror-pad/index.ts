// SPDX-License-Identifier: Apache-2.0
/** MIRROR_PAD: surrounds a tensor with its own mirror image. */
import { defineOp, type Signature } from "../definition.js";
import { mirrorPadScalar } from "./aot/scalar.js";
import { readMirrorPadAttributes } from "./attributes.js";
import { mirrorPadConstraints } from "./constraints.js";
import { evaluateMirrorPad } from "./reference.js";
import { mirrorPadTflm } from "./tflm.js";

const TYPES = ["int8", "float32"] as const;

export const mirrorPad = defineOp({
  op: "MIRROR_PAD",
  resolverCall: "AddMirrorPad",
  summary: "Surrounds a tensor with its own mirror image.",
  maxVersion: 3,
  signatures: TYPES.flatMap((dtype): Signature[] => [
    { inputs: [dtype, "int32"], outputs: [dtype] },
    { inputs: [dtype, "int64"], outputs: [dtype] },
  ]),
  constantInputs: [1],
  readAttributes: readMirrorPadAttributes,
  constraints: mirrorPadConstraints,
  evaluate: evaluateMirrorPad,
  work: () => ({ macs: 0 }),
  aot: [mirrorPadScalar],
  tflm: mirrorPadTflm,
});
