// SPDX-License-Identifier: Apache-2.0
/** SPACE_TO_BATCH_ND: deals the pixels of blocks out to batches, as converters do around dilated convolutions. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { spaceToBatchScalar } from "./aot/scalar.js";
import { spaceToBatchConstraints } from "./constraints.js";
import { evaluateSpaceToBatch } from "./reference.js";
import { spaceToBatchNdTflm } from "./tflm.js";

const TYPES = ["int8", "float32"] as const;

export const spaceToBatchNd = defineOp({
  op: "SPACE_TO_BATCH_ND",
  resolverCall: "AddSpaceToBatchNd",
  summary: "Deals the pixels of blocks out to batches; the padding is stored zeros whatever the zero point is.",
  maxVersion: 4,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype, "int32", "int32"], outputs: [dtype] })),
  constantInputs: [1, 2],
  readAttributes: readNoAttributes,
  constraints: spaceToBatchConstraints,
  evaluate: evaluateSpaceToBatch,
  work: () => ({ macs: 0 }),
  aot: [spaceToBatchScalar],
  tflm: spaceToBatchNdTflm,
});
