// SPDX-License-Identifier: Apache-2.0
/** What TFLM's BATCH_TO_SPACE_ND accepts (BatchToSpaceNDPrepare) and takes for granted. */
import { blocksConstraints } from "../shared/batch-blocks.js";

export const batchToSpaceConstraints = blocksConstraints({
  divides: "the blocks must divide the batches, and the crops must leave something",
  margins: "crops",
  output: ([batches, height, width, depth], { blockHeight, blockWidth, top, bottom, left, right }) => [
    batches / (blockHeight * blockWidth),
    height * blockHeight - top - bottom,
    width * blockWidth - left - right,
    depth,
  ],
});
