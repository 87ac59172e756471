// SPDX-License-Identifier: Apache-2.0
/** What TFLM's CONCATENATION accepts (ConcatenationPrepare, reference_ops::Concatenation). */
import { shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { ConcatenationAttributes } from "./attributes.js";
import { concatenationAxis } from "./layout.js";
import { quoted } from "../../util/untrusted.js";

type Rule = Constraint<ConcatenationAttributes>;

const MAX_INPUTS = 10;
// RuntimeShape of TFLM holds no more dimensions.
const MAX_RANK = 6;

const activation: Rule = {
  id: "fused-activation",
  says: "the fused activation must be NONE",
  violation: ({ node }) => (node.attributes.activation === "NONE" ? undefined : node.attributes.activation),
};

const inputCount: Rule = {
  id: "input-count",
  says: `there must be at most ${MAX_INPUTS} inputs`,
  violation: ({ inputs }) => (inputs.length <= MAX_INPUTS ? undefined : `${inputs.length} inputs`),
  hint: "concatenate in two steps",
};

const axisRange: Rule = {
  id: "axis",
  says: `the axis must exist in the output, which has at most ${MAX_RANK} dimensions`,
  violation(view) {
    const { length } = outputTensor(view).shape;
    const axis = concatenationAxis(view);
    const fits = axis >= 0 && axis < length && length <= MAX_RANK;
    return fits ? undefined : `axis ${view.node.attributes.axis} of ${length} dimensions`;
  },
};

const shapes: Rule = {
  id: "shapes",
  says: "the inputs must agree with the output on every axis but one, on which their extents add up to the output's",
  violation(view) {
    const axis = concatenationAxis(view);
    const output = outputTensor(view).shape;
    const tensors = view.inputs.map((_, index) => inputTensor(view, index).shape);
    const odd = tensors.find(
      (shape) => shape.length !== output.length || shape.some((extent, i) => i !== axis && extent !== output[i]),
    );
    if (odd !== undefined) return `input of ${shapeText(odd)} for an output of ${shapeText(output)}`;
    const sum = tensors.reduce((total, shape) => total + (shape[axis] ?? 0), 0);
    return sum === output[axis] ? undefined : `the inputs add up to ${sum}, the output has ${output[axis] ?? 0}`;
  },
};

const equalQuantization: Rule = {
  id: "equal-quantization",
  says: "all inputs must have the scale and zero point of the output",
  code: "TG2007",
  violation(view) {
    const output = affineOf(outputTensor(view));
    const index = view.inputs.findIndex((_, i) => {
      const { scale, zeroPoint } = affineOf(inputTensor(view, i));
      return scale !== output.scale || zeroPoint !== output.zeroPoint;
    });
    if (index < 0) return undefined;
    const input = affineOf(inputTensor(view, index));
    const text = ({ scale, zeroPoint }: typeof input): string => `${scale}, ${zeroPoint}`;
    return `input ${index} has (${text(input)}), the output (${text(output)})`;
  },
};

const zeroPoints: Rule = {
  id: "zero-points",
  says: "all zero points must be 0",
  code: "TG2007",
  violation(view) {
    const tensors = [...view.inputs.map((_, i) => inputTensor(view, i)), outputTensor(view)];
    const wrong = tensors.find((tensor) => affineOf(tensor).zeroPoint !== 0);
    return wrong === undefined ? undefined : `tensor ${quoted(wrong.name)} has zero point ${affineOf(wrong).zeroPoint}`;
  },
};

export const concatenationConstraints: readonly Rule[] = [
  activation,
  inputCount,
  axisRange,
  shapes,
  whenInputIs(["int8"], equalQuantization),
  whenInputIs(["int16"], zeroPoints),
];
