// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of DEPTH_TO_SPACE: a row of a block is a run, so one nest of copies does it. */
import type { NodeView } from "../../../ir/graph.js";
import type { DepthBlockAttributes } from "../../shared/depth-blocks.js";
import { outputTensor } from "../../shared/operands.js";
import { stridedCopy, type StridedCopy } from "../../shared/strided-copy.js";
import { copyScalar } from "../../shared/strided-copy-c.js";

export const depthToSpaceScalar = copyScalar(depthToSpaceCopy);

function depthToSpaceCopy(view: NodeView<DepthBlockAttributes>): StridedCopy {
  const [batches = 1, height = 1, width = 1, depth = 1] = outputTensor(view).shape;
  const { blockSize } = view.node.attributes;
  const row = width * depth;
  const run = blockSize * depth;
  // In the order of the output, row by row.
  return stridedCopy({
    loops: [
      { extent: (batches * height) / blockSize, from: blockSize * row, to: blockSize * row },
      { extent: blockSize, from: run, to: row },
      { extent: width / blockSize, from: blockSize * run, to: run },
      { extent: run, from: 1, to: 1 },
    ],
  });
}
