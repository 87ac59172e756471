// SPDX-License-Identifier: Apache-2.0
/** What TFLM's GATHER accepts (GatherPrepare). */
import { shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { indicesWithin } from "../shared/index-constraints.js";
import { inputTensor } from "../shared/operands.js";
import { outputShapeIs } from "../shared/shape-constraints.js";
import type { GatherAttributes } from "./attributes.js";
import { gatherAxes, gatherLayout, gatherOutputShape } from "./layout.js";

const axes: Constraint<GatherAttributes> = {
  id: "axes",
  says: "the axis must exist in the input, come after the shared leading axes, and those must agree in input and indices",
  violation(view) {
    if (gatherAxes(view) !== undefined) return undefined;
    const { axis, batchDims } = view.node.attributes;
    const [input, indices] = [0, 1].map((index) => shapeText(inputTensor(view, index).shape));
    return `axis ${axis}, ${batchDims} shared, input ${input}, indices ${indices}`;
  },
};

export const gatherConstraints: readonly Constraint<GatherAttributes>[] = [
  axes,
  outputShapeIs("the output must have the input's shape with the axis replaced by the indices'", gatherOutputShape),
  indicesWithin(1, (view) => gatherLayout(view).axis),
];
