// SPDX-License-Identifier: Apache-2.0
/** BATCH_TO_SPACE_ND: gathers the pixels of blocks from batches, as converters do around dilated convolutions. */
import { defineOp, type Signature } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { batchToSpaceScalar } from "./aot/scalar.js";
import { batchToSpaceConstraints } from "./constraints.js";
import { evaluateBatchToSpace } from "./reference.js";
import { batchToSpaceNdTflm } from "./tflm.js";

const TYPES = ["int8", "float32"] as const;

export const batchToSpaceNd = defineOp({
  op: "BATCH_TO_SPACE_ND",
  resolverCall: "AddBatchToSpaceNd",
  summary: "Gathers the pixels of blocks from batches.",
  maxVersion: 4,
  signatures: TYPES.map((dtype): Signature => ({ inputs: [dtype, "int32", "int32"], outputs: [dtype] })),
  constantInputs: [1, 2],
  readAttributes: readNoAttributes,
  constraints: batchToSpaceConstraints,
  evaluate: evaluateBatchToSpace,
  work: () => ({ macs: 0 }),
  aot: [batchToSpaceScalar],
  tflm: batchToSpaceNdTflm,
});
