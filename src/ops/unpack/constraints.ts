// SPDX-License-Identifier: Apache-2.0
/** What TFLM's UNPACK takes for granted (UnpackImpl checks nothing in release builds). */
import { sameShape, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { inputTensor } from "../shared/operands.js";
import { resolveAxis } from "../shared/shape-constraints.js";
import type { UnpackAttributes } from "./attributes.js";

type Rule = Constraint<UnpackAttributes>;

const axisRange: Rule = {
  id: "axis",
  says: "the axis must exist in the input",
  violation(view) {
    const rank = inputTensor(view, 0).shape.length;
    const { axis } = view.node.attributes;
    return resolveAxis(axis, rank) === undefined ? `axis ${axis} of ${rank} dimensions` : undefined;
  },
};

const outputs: Rule = {
  id: "outputs",
  says: "there must be one output for every element of the axis, as the option num says, with the input's other extents",
  violation(view) {
    const { shape } = inputTensor(view, 0);
    const { axis: wanted, count } = view.node.attributes;
    const axis = resolveAxis(wanted, shape.length);
    if (axis === undefined) return undefined;
    if (count !== view.outputs.length || count !== shape[axis]) {
      return `num is ${count} for ${view.outputs.length} outputs and an extent of ${shape[axis] ?? 0}`;
    }
    const expected = shape.toSpliced(axis, 1);
    const odd = view.outputs.find((tensor) => !sameShape(tensor.shape, expected));
    return odd === undefined ? undefined : `"${odd.name}" is ${shapeText(odd.shape)}, expected ${shapeText(expected)}`;
  },
};

export const unpackConstraints: readonly Rule[] = [axisRange, outputs];
