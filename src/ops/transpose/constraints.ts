// SPDX-License-Identifier: Apache-2.0
/** What TFLM's TRANSPOSE accepts (TransposePrepare). */
import { shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantIntegers, inputTensor } from "../shared/operands.js";
import { outputShapeIs, rankBetween } from "../shared/shape-constraints.js";
import { permutation } from "./permutation.js";

const permutes: Constraint<unknown> = {
  id: "permutation",
  says: "input 1 must name every axis of input 0 once",
  violation(view) {
    const axes = constantIntegers(view.inputs[1]);
    if (axes === undefined || permutation(view) !== undefined) return undefined;
    return `input 1 is (${axes.join(", ")}), input 0 has shape ${shapeText(inputTensor(view, 0).shape)}`;
  },
};

export const transposeConstraints: readonly Constraint<unknown>[] = [
  rankBetween(1, 5),
  permutes,
  outputShapeIs("the output must have the input's extents in the order of the permutation", (view) =>
    permutation(view)?.map((axis) => inputTensor(view, 0).shape[axis] ?? 0),
  ),
];
