// SPDX-License-Identifier: Apache-2.0
/** The copy of the update into the output, which holds input 0 by then. */
import type { NodeView } from "../../ir/graph.js";
import { inputTensor } from "../shared/operands.js";
import { denseStrides, stridedCopy, type StridedCopy } from "../shared/strided-copy.js";

/** `starts` are inside the output; zeros leave their sum to the caller. */
export function updateCopy(view: NodeView, starts: readonly number[]): StridedCopy {
  const to = denseStrides(inputTensor(view, 0).shape);
  const update = inputTensor(view, 1).shape;
  const from = denseStrides(update);
  return stridedCopy({
    to: starts.reduce((sum, start, axis) => sum + start * (to[axis] ?? 0), 0),
    loops: update.map((extent, axis) => ({ extent, from: from[axis] ?? 0, to: to[axis] ?? 0 })),
  });
}
