// SPDX-License-Identifier: Apache-2.0
/** Random cases of BATCH_TO_SPACE_ND for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { batchBlockCases } from "../../../test/support/op-case-blocks.js";
import { constantTensor, integers, typeAmong } from "../../../test/support/op-case-movement.js";
import { batchToSpaceNd } from "./index.js";

export const cases = defineCases(
  batchToSpaceNd,
  fc
    .tuple(typeAmong(["int8", "float32"]), batchBlockCases)
    .map(([dtype, { blocks, margins, image, batched, constant, seed }]) => ({
      inputs: [
        constant ? constantTensor(dtype, batched, seed) : { shape: batched, dtype },
        integers(blocks),
        integers(margins, "int32", [blocks.length, 2]),
      ],
      outputs: [{ shape: image, dtype }],
      attributes: {},
    })),
);
