// SPDX-License-Identifier: Apache-2.0
/** PADV2: surrounds a tensor with a constant value. */
import { defineOp, type Signature } from "../definition.js";
import { padScalar } from "../shared/pad-c.js";
import { padConstraints } from "../shared/pad-constraints.js";
import { spatialPadding } from "../shared/spatial-padding.js";
import { evaluatePad } from "../shared/pad-reference.js";
import { readPadV2Attributes } from "./attributes.js";
import { padV2Tflm } from "./tflm.js";

const TYPES = ["int8", "int16", "int32", "float32"] as const;

export const padV2 = defineOp({
  op: "PADV2",
  resolverCall: "AddPadV2",
  summary: "Surrounds a tensor with a constant value.",
  maxVersion: 4,
  signatures: TYPES.flatMap((dtype): Signature[] => [
    { inputs: [dtype, "int32", dtype], outputs: [dtype] },
    { inputs: [dtype, "int64", dtype], outputs: [dtype] },
  ]),
  constantInputs: [1, 2],
  spatialPadding,
  readAttributes: readPadV2Attributes,
  constraints: padConstraints,
  evaluate: evaluatePad,
  work: () => ({ macs: 0 }),
  aot: [padScalar],
  tflm: padV2Tflm,
});
