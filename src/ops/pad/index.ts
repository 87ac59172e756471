// SPDX-License-Identifier: Apache-2.0
/** PAD: surrounds a tensor with its zero point. */
import { defineOp, type Signature } from "../definition.js";
import { padScalar } from "../shared/pad-c.js";
import { padConstraints } from "../shared/pad-constraints.js";
import { spatialPadding } from "../shared/spatial-padding.js";
import { evaluatePad } from "../shared/pad-reference.js";
import { readPadAttributes } from "./attributes.js";
import { padTflm } from "./tflm.js";

const TYPES = ["int8", "int16", "int32", "float32"] as const;

export const pad = defineOp({
  op: "PAD",
  resolverCall: "AddPad",
  summary: "Surrounds a tensor with its zero point.",
  maxVersion: 4,
  signatures: TYPES.flatMap((dtype): Signature[] => [
    { inputs: [dtype, "int32"], outputs: [dtype] },
    { inputs: [dtype, "int64"], outputs: [dtype] },
  ]),
  constantInputs: [1],
  spatialPadding,
  readAttributes: readPadAttributes,
  constraints: padConstraints,
  evaluate: evaluatePad,
  work: () => ({ macs: 0 }),
  aot: [padScalar],
  tflm: padTflm,
});
