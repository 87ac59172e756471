// SPDX-License-Identifier: Apache-2.0
/** What TFLM's STRIDED_SLICE accepts (StridedSlicePrepare, CheckOutputSize) and what it takes for granted. */
import { elementCount, sameShape, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantIntegers, inputTensor, outputTensor } from "../shared/operands.js";
import { rankBetween } from "../shared/shape-constraints.js";
import type { StridedSliceAttributes } from "./attributes.js";
import { sliceRanges } from "./ranges.js";

type Rule = Constraint<StridedSliceAttributes>;

// TFLM clears these two masks and the flag without a word.
const plainMasks: Rule = {
  id: "masks",
  says: "the options ellipsis_mask, new_axis_mask and offset must not be set",
  violation({ node: { attributes } }) {
    const { ellipsisMask, newAxisMask, offset } = attributes;
    if (ellipsisMask !== 0) return `ellipsis_mask is ${ellipsisMask}`;
    if (newAxisMask !== 0) return `new_axis_mask is ${newAxisMask}`;
    return offset ? "offset is set" : undefined;
  },
  hint: "slice every axis explicitly",
};

const lengths: Rule = {
  id: "lengths",
  says: "begin, end and strides must have one element per axis of the input",
  violation(view) {
    const rank = inputTensor(view, 0).shape.length;
    const index = [1, 2, 3].find((i) => elementCount(inputTensor(view, i).shape) !== rank);
    if (index === undefined) return undefined;
    return `input ${index} is ${shapeText(inputTensor(view, index).shape)} for an input of ${rank} dimensions`;
  },
};

const strides: Rule = {
  id: "strides",
  says: "strides must not be 0",
  violation: (view) => (constantIntegers(view.inputs[3])?.includes(0) ? "a stride is 0" : undefined),
};

const shrunkAxes: Rule = {
  id: "shrunk-axes",
  says: "an axis that is removed must have a positive stride and an index within the input",
  violation(view) {
    const { shape } = inputTensor(view, 0);
    const ranges = sliceRanges(view) ?? [];
    const axis = ranges.findIndex(({ shrunk, start, stride }, i) => shrunk && (stride < 0 || start >= (shape[i] ?? 0)));
    const range = ranges[axis];
    return range === undefined ? undefined : `axis ${axis} has stride ${range.stride} and index ${range.start}`;
  },
};

const outputShape: Rule = {
  id: "output-shape",
  says: "the output must have the shape that begin, end, strides and masks give",
  violation(view) {
    const ranges = sliceRanges(view);
    if (ranges === undefined) return undefined;
    const expected = ranges.filter(({ shrunk }) => !shrunk).map(({ count }) => count);
    const { shape } = outputTensor(view);
    return sameShape(expected, shape)
      ? undefined
      : `the output is ${shapeText(shape)}, expected ${shapeText(expected)}`;
  },
};

export const stridedSliceConstraints: readonly Rule[] = [
  rankBetween(0, 4),
  plainMasks,
  lengths,
  strides,
  shrunkAxes,
  outputShape,
];
