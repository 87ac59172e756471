// SPDX-License-Identifier: Apache-2.0
/** What TFLM's PACK takes for granted (PackImpl checks nothing in release builds). */
import { sameShape, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { outputShapeIs, resolveAxis } from "../shared/shape-constraints.js";
import type { PackAttributes } from "./attributes.js";
import { quoted } from "../../util/untrusted.js";

type Rule = Constraint<PackAttributes>;

const valuesCount: Rule = {
  id: "values-count",
  says: "the option values_count must be the number of inputs",
  violation: ({ node: { attributes }, inputs }) =>
    attributes.valuesCount === inputs.length ? undefined : `${attributes.valuesCount} of ${inputs.length}`,
};

const axisRange: Rule = {
  id: "axis",
  says: "the axis must exist in the output",
  violation(view) {
    const rank = outputTensor(view).shape.length;
    const { axis } = view.node.attributes;
    return resolveAxis(axis, rank) === undefined ? `axis ${axis} of ${rank} dimensions` : undefined;
  },
};

const equalShapes: Rule = {
  id: "equal-shapes",
  says: "all inputs must have the same shape",
  violation(view) {
    const first = inputTensor(view, 0).shape;
    const odd = view.inputs.find((tensor) => tensor !== undefined && !sameShape(tensor.shape, first));
    return odd === undefined
      ? undefined
      : `input 0 is ${shapeText(first)}, ${quoted(odd.name)} ${shapeText(odd.shape)}`;
  },
};

export const packConstraints: readonly Rule[] = [
  valuesCount,
  axisRange,
  equalShapes,
  outputShapeIs("the output must have the inputs' shape with their number inserted at the axis", (view) => {
    const { shape } = inputTensor(view, 0);
    const axis = resolveAxis(view.node.attributes.axis, shape.length + 1);
    return axis === undefined ? undefined : shape.toSpliced(axis, 0, view.inputs.length);
  }),
];
