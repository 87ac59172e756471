// SPDX-License-Identifier: Apache-2.0
/** What TFLM's EXPAND_DIMS accepts (VerifyTensorDim in micro/kernels/expand_dims.cc). */
import type { Constraint } from "../definition.js";
import { constantIntegers, inputTensor } from "../shared/operands.js";
import { lengthIs, outputShapeIs, resolveAxis } from "../shared/shape-constraints.js";

const axisRange: Constraint<unknown> = {
  id: "axis",
  says: "the axis must be one of the output",
  violation(view) {
    const axis = constantIntegers(view.inputs[1])?.[0];
    const rank = inputTensor(view, 0).shape.length + 1;
    return axis === undefined || resolveAxis(axis, rank) !== undefined ? undefined : `axis ${axis} of ${rank}`;
  },
};

export const expandDimsConstraints: readonly Constraint<unknown>[] = [
  lengthIs(1, "one axis", () => 1),
  axisRange,
  outputShapeIs("the output must have the input's shape with a 1 inserted at the axis", (view) => {
    const { shape } = inputTensor(view, 0);
    const axis = resolveAxis(constantIntegers(view.inputs[1])?.[0] ?? NaN, shape.length + 1);
    return axis === undefined ? undefined : shape.toSpliced(axis, 0, 1);
  }),
];
