// SPDX-License-Identifier: Apache-2.0
/** What TFLM's DYNAMIC_UPDATE_SLICE accepts (Prepare in micro/kernels/dynamic_update_slice.cc). */
import { shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { inputTensor } from "../shared/operands.js";
import { lengthIs, outputShapeIs, rankBetween } from "../shared/shape-constraints.js";

const updateFits: Constraint<unknown> = {
  id: "update",
  says: "the update (input 1) must have as many axes as input 0 and be no larger on any of them",
  violation(view) {
    const [operand, update] = [0, 1].map((index) => inputTensor(view, index).shape);
    if (operand === undefined || update === undefined) return undefined;
    const fits = operand.length === update.length && update.every((extent, axis) => extent <= (operand[axis] ?? 0));
    return fits ? undefined : `update ${shapeText(update)} of ${shapeText(operand)}`;
  },
};

export const dynamicUpdateSliceConstraints: readonly Constraint<unknown>[] = [
  rankBetween(1, 6),
  updateFits,
  rankBetween(1, 1, 2),
  lengthIs(2, "one start for each axis", (view) => inputTensor(view, 0).shape.length),
  outputShapeIs("the output must have the shape of input 0", (view) => inputTensor(view, 0).shape),
];
