// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SPACE_TO_DEPTH: a row of a block is a run, so one nest of copies does it. */
import type { NodeView } from "../../../ir/graph.js";
import type { DepthBlockAttributes } from "../../shared/depth-blocks.js";
import { inputTensor } from "../../shared/operands.js";
import { stridedCopy, type StridedCopy } from "../../shared/strided-copy.js";
import { copyScalar } from "../../shared/strided-copy-c.js";

export const spaceToDepthScalar = copyScalar(spaceToDepthCopy);

function spaceToDepthCopy(view: NodeView<DepthBlockAttributes>): StridedCopy {
  const [batches = 1, height = 1, width = 1, depth = 1] = inputTensor(view, 0).shape;
  const { blockSize } = view.node.attributes;
  const row = width * depth;
  const run = blockSize * depth;
  return stridedCopy({
    loops: [
      { extent: (batches * height) / blockSize, from: blockSize * row, to: blockSize * row },
      { extent: width / blockSize, from: run, to: blockSize * run },
      { extent: blockSize, from: row, to: run },
      { extent: run, from: 1, to: 1 },
    ],
  });
}
