// SPDX-License-Identifier: Apache-2.0
/** What TFLM's BATCH_TO_SPACE_ND accepts (BatchToSpaceNDPrepare) and takes for granted. */
import type { NodeView } from "../../ir/graph.js";
import { type Shape, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { batchBlocks, extendedShape, isWhole, reducedShape, validBlocks } from "../shared/batch-blocks.js";
import { inputTensor } from "../shared/operands.js";
import { outputShapeIs, rankBetween } from "../shared/shape-constraints.js";

const divides: Constraint<unknown> = {
  id: "divides",
  says: "the blocks must divide the batches, and the crops must leave something",
  violation(view) {
    const shape = expectedShape(view);
    return shape === undefined || isWhole(shape) ? undefined : `the output would be ${shapeText(shape)}`;
  },
};

function expectedShape(view: NodeView): Shape | undefined {
  const blocks = batchBlocks(view);
  if (blocks === undefined) return undefined;
  const { shape } = inputTensor(view, 0);
  const [batches, height, width, depth] = extendedShape(shape);
  const { blockHeight, blockWidth, top, bottom, left, right } = blocks;
  const extended = [
    batches / (blockHeight * blockWidth),
    height * blockHeight - top - bottom,
    width * blockWidth - left - right,
    depth,
  ];
  return reducedShape(extended, shape.length);
}

export const batchToSpaceConstraints: readonly Constraint<unknown>[] = [
  rankBetween(3, 4),
  validBlocks,
  divides,
  outputShapeIs("the output must have the shape that blocks and crops give", (view) => {
    const shape = expectedShape(view);
    return shape !== undefined && isWhole(shape) ? shape : undefined;
  }),
];
