// SPDX-License-Identifier: Apache-2.0
/** What TFLM's MEAN accepts (PrepareMeanOrSumHelper, QuantizedMeanOrSum). */
import { sameShape, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantInputs, perTensorQuantized } from "../shared/constraints.js";
import { representableFactor } from "../shared/multiplier-constraints.js";
import { affineOf, constantIntegers, inputTensor, outputTensor } from "../shared/operands.js";
import type { MeanAttributes } from "./attributes.js";
import { meanAxes } from "./rescale.js";

type Rule = Constraint<MeanAttributes>;

const axisRange: Rule = {
  id: "axes",
  says: "the axes must exist in input 0",
  violation(view) {
    const axes = constantIntegers(view.inputs[1]);
    if (axes === undefined || meanAxes(view) !== undefined) return undefined;
    return `axes ${axes.join(", ")} of ${shapeText(inputTensor(view, 0).shape)}`;
  },
};

const outputShape: Rule = {
  id: "output-shape",
  says: "the output must have the input's shape without the reduced axes, or with extent 1 there when keep_dims is set",
  violation(view) {
    const axes = meanAxes(view);
    if (axes === undefined) return undefined;
    const input = inputTensor(view, 0).shape;
    const output = outputTensor(view).shape;
    const { keepDims } = view.node.attributes;
    const expected = keepDims
      ? input.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
      : input.filter((_, axis) => !axes.includes(axis));
    return sameShape(expected, output) ? undefined : `the output is ${shapeText(output)}, not ${shapeText(expected)}`;
  },
};

export const meanConstraints: readonly Rule[] = [
  constantInputs([1]),
  axisRange,
  outputShape,
  perTensorQuantized({ inputs: [0], outputs: [0] }),
  representableFactor(
    "input scale / output scale",
    (view) => affineOf(inputTensor(view, 0)).scale / affineOf(outputTensor(view)).scale,
  ),
];
