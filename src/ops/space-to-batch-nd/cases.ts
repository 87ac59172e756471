// SPDX-License-Identifier: Apache-2.0
/** Random cases of SPACE_TO_BATCH_ND for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { batchBlockCases } from "../../../test/support/op-case-blocks.js";
import { constantTensor, integers, typeAmong } from "../../../test/support/op-case-movement.js";
import { spaceToBatchNd } from "./index.js";

export const cases = defineCases(
  spaceToBatchNd,
  fc
    .tuple(typeAmong(["int8", "float32"]), batchBlockCases)
    .map(([dtype, { blocks, margins, image, batched, constant, seed }]) => ({
      inputs: [
        constant ? constantTensor(dtype, image, seed) : { shape: image, dtype },
        integers(blocks),
        integers(margins, "int32", [blocks.length, 2]),
      ],
      outputs: [{ shape: batched, dtype }],
      attributes: {},
    })),
);
