// SPDX-License-Identifier: Apache-2.0
/** What TFLM's REVERSE_V2 accepts (ReverseV2Prepare, ReverseV2Eval). */
import { shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantIntegers, inputTensor } from "../shared/operands.js";
import { outputShapeIs, rankBetween } from "../shared/shape-constraints.js";
import { reversedAxes } from "./axes.js";

const neighbours: Constraint<unknown> = {
  id: "axes",
  says: "the axes must exist and be neighbours, none of them named twice",
  violation(view) {
    const given = constantIntegers(view.inputs[1]);
    if (given === undefined) return undefined;
    const axes = reversedAxes(view);
    const fits =
      axes !== undefined && axes.length > 0 && axes.every((axis, i) => i === 0 || axis === (axes[i - 1] ?? 0) + 1);
    return fits ? undefined : `axes (${given.join(", ")}) of ${shapeText(inputTensor(view, 0).shape)}`;
  },
  hint: "reverse in two steps",
};

export const reverseV2Constraints: readonly Constraint<unknown>[] = [
  rankBetween(1, 6),
  rankBetween(1, 1, 1),
  neighbours,
  outputShapeIs("the output must have the shape of the input", (view) => inputTensor(view, 0).shape),
];
