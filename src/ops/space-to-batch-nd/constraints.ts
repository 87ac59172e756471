// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SPACE_TO_BATCH_ND accepts (SpaceToBatchNDPrepare) and takes for granted. */
import { blocksConstraints } from "../shared/batch-blocks.js";

export const spaceToBatchConstraints = blocksConstraints({
  divides: "the blocks must divide the padded height and width",
  margins: "margins",
  output: ([batches, height, width, depth], { blockHeight, blockWidth, top, bottom, left, right }) => [
    batches * blockHeight * blockWidth,
    (height + top + bottom) / blockHeight,
    (width + left + right) / blockWidth,
    depth,
  ],
});
