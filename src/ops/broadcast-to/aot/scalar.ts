// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of BROADCAST_TO: the source stands still along the axes that it is repeated on. */
import type { NodeView } from "../../../ir/graph.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { denseStrides, stridedCopy, type StridedCopy } from "../../shared/strided-copy.js";
import { copyScalar } from "../../shared/strided-copy-c.js";

export const broadcastToScalar = copyScalar(broadcastCopy);

function broadcastCopy(view: NodeView): StridedCopy {
  const own = inputTensor(view, 0).shape;
  const { shape } = outputTensor(view);
  const input = [...Array<number>(shape.length - own.length).fill(1), ...own];
  const from = denseStrides(input);
  const to = denseStrides(shape);
  return stridedCopy({
    loops: shape.map((extent, axis) => ({
      extent,
      from: input[axis] === 1 ? 0 : (from[axis] ?? 0),
      to: to[axis] ?? 0,
    })),
  });
}
