// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SLICE accepts (SlicePrepare, reference_ops::Slice). */
import { elementCount, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantIntegers, inputTensor, outputTensor } from "../shared/operands.js";
import { rankBetween } from "../shared/shape-constraints.js";
import { constantBegins, lastBegins } from "./bounds.js";

type Rule = Constraint<unknown>;

const lengths: Rule = {
  id: "lengths",
  says: "begin and size must have one element per axis of the input",
  violation(view) {
    const rank = inputTensor(view, 0).shape.length;
    const index = [1, 2].find((i) => elementCount(inputTensor(view, i).shape) !== rank);
    if (index === undefined) return undefined;
    return `input ${index} is ${shapeText(inputTensor(view, index).shape)} for an input of ${rank} dimensions`;
  },
};

const sizes: Rule = {
  id: "sizes",
  says: "the size must be that of the output, -1 standing for the rest of an axis",
  violation(view) {
    const input = inputTensor(view, 0).shape;
    const output = outputTensor(view).shape;
    if (output.length !== input.length) return `the output is ${shapeText(output)}, the input ${shapeText(input)}`;
    const size = constantIntegers(view.inputs[2]);
    const begin = constantBegins(view);
    const expected = size?.map((count, axis) => (count === -1 ? (input[axis] ?? 0) - (begin?.[axis] ?? 0) : count));
    // The rest of an axis is not known at compile time when its begin is not.
    const known = (axis: number): boolean => begin !== undefined || size?.[axis] !== -1;
    if (expected?.some((count, axis) => known(axis) && count !== output[axis]) !== true) return undefined;
    return `the output is ${shapeText(output)}, expected ${expected.join("x")}`;
  },
};

const inside: Rule = {
  id: "inside",
  says: "the slice must lie inside the input",
  violation(view) {
    const last = lastBegins(view);
    const begin = constantBegins(view);
    const axis = last.findIndex((most, i) => most < 0 || (begin !== undefined && !within(begin[i] ?? 0, most)));
    if (axis < 0) return undefined;
    const from = begin === undefined ? "" : ` from ${begin[axis] ?? 0}`;
    return `axis ${axis} takes ${outputTensor(view).shape[axis] ?? 0}${from} of ${inputTensor(view, 0).shape[axis] ?? 0}`;
  },
};

function within(begin: number, most: number): boolean {
  return begin >= 0 && begin <= most;
}

export const sliceConstraints: readonly Rule[] = [rankBetween(0, 5), lengths, sizes, inside];
