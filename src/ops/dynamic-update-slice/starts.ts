// SPDX-License-Identifier: Apache-2.0
/** Where the update goes (CalculateClampedStartIndices in micro/kernels/dynamic_update_slice.cc). */
import type { NodeView } from "../../ir/graph.js";
import { inputTensor } from "../shared/operands.js";
import { clampIndex } from "../shared/run-time-index-c.js";

/** The last start on each axis at which the update still ends inside. */
export function lastStarts(view: NodeView): readonly number[] {
  const update = inputTensor(view, 1).shape;
  return inputTensor(view, 0).shape.map((extent, axis) => extent - (update[axis] ?? 0));
}

export function clampedStarts(view: NodeView, starts: readonly number[]): readonly number[] {
  return lastStarts(view).map((last, axis) => clampIndex(starts[axis] ?? 0, last));
}
