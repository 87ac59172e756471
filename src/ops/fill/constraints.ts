// SPDX-License-Identifier: Apache-2.0
/** What TFLM's FILL accepts (FillPrepare). */
import { sameShape, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantIntegers, inputTensor, outputTensor } from "../shared/operands.js";
import { rankBetween } from "../shared/shape-constraints.js";

const scalarValue: Constraint<unknown> = {
  id: "scalar-value",
  says: "the value (input 1) must be a scalar",
  violation(view) {
    const { shape } = inputTensor(view, 1);
    return shape.length === 0 ? undefined : `it has the shape ${shapeText(shape)}`;
  },
};

const outputShape: Constraint<unknown> = {
  id: "output-shape",
  says: "the output must have the extents of input 0",
  violation(view) {
    const extents = constantIntegers(view.inputs[0]);
    const { shape } = outputTensor(view);
    if (extents === undefined || sameShape(extents, shape)) return undefined;
    return `the output is ${shapeText(shape)}, expected ${shapeText(extents)}`;
  },
};

export const fillConstraints: readonly Constraint<unknown>[] = [rankBetween(1, 1), scalarValue, outputShape];
