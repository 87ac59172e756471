// SPDX-License-Identifier: Apache-2.0
/** The axes that a REVERSE_V2 turns round. */
import type { NodeView } from "../../ir/graph.js";
import { constantIntegers, inputTensor } from "../shared/operands.js";
import { resolveAxis } from "../shared/shape-constraints.js";

/** Sorted; undefined when one of them does not exist. */
export function reversedAxes(view: NodeView): readonly number[] | undefined {
  const rank = inputTensor(view, 0).shape.length;
  const axes = (constantIntegers(view.inputs[1]) ?? []).map((axis) => resolveAxis(axis, rank));
  return axes.every((axis) => axis !== undefined) ? axes.toSorted((a, b) => a - b) : undefined;
}
