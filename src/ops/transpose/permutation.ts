// SPDX-License-Identifier: Apache-2.0
/** The permutation of a TRANSPOSE: output axis i is input axis permutation[i]. */
import type { NodeView } from "../../ir/graph.js";
import { constantIntegers, inputTensor } from "../shared/operands.js";

/** Undefined when input 1 is no constant permutation of the input's axes. */
export function permutation(view: NodeView): readonly number[] | undefined {
  const axes = constantIntegers(view.inputs[1]);
  const rank = inputTensor(view, 0).shape.length;
  if (axes?.length !== rank) return undefined;
  return axes.every((axis) => axis >= 0 && axis < rank) && new Set(axes).size === rank ? axes : undefined;
}
