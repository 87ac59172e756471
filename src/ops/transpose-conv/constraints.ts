// SPDX-License-Identifier: Apache-2.0
/** What TRANSPOSE_CONV accepts: the checks of tflite::TransposeConvPrepare and what its kernels assume. */
import { elementCount, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantInputs, perTensorQuantized, rankIs, supportedActivation } from "../shared/constraints.js";
import { biasLength, biasWithin47Bits, filterQuantized, rescalable } from "../shared/conv-constraints.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import type { TransposeConvAttributes } from "./attributes.js";
import { convolutionView } from "./convolution.js";

type Rule = Constraint<TransposeConvAttributes>;

/** A rule of plain convolutions, whose inputs come in another order. */
function asConvolution(rule: Rule): Rule {
  return { ...rule, violation: (view) => rule.violation(convolutionView(view)) };
}

const window: Rule = {
  id: "window",
  says: "strides must be at least 1 and the padding SAME or VALID",
  violation({ node: { attributes } }) {
    const { padding, strideHeight, strideWidth } = attributes;
    if (padding === "UNKNOWN") return "unknown padding";
    return strideHeight < 1 || strideWidth < 1 ? `stride ${strideHeight}x${strideWidth}` : undefined;
  },
};

const shapes: Rule = {
  id: "shapes",
  says: "input and weights must have equal depths, input and output equal batches, and the output the weights' channels",
  violation(view) {
    const [filter, input, output] = [inputTensor(view, 1), inputTensor(view, 2), outputTensor(view)];
    const fits =
      elementCount(filter.shape) > 0 &&
      input.shape[3] === filter.shape[3] &&
      input.shape[0] === output.shape[0] &&
      output.shape[3] === filter.shape[0];
    if (fits) return undefined;
    return `weights ${shapeText(filter.shape)}, input ${shapeText(input.shape)}, output ${shapeText(output.shape)}`;
  },
};

export const transposeConvConstraints: readonly Rule[] = [
  rankIs(4, { inputs: [1, 2], outputs: [0] }),
  constantInputs([1, 3]),
  window,
  shapes,
  supportedActivation(),
  perTensorQuantized({ inputs: [2], outputs: [0] }),
  asConvolution(filterQuantized(0)),
  asConvolution(biasLength(0)),
  asConvolution(biasWithin47Bits),
  asConvolution(rescalable(({ inputs: [input] }) => input?.dtype === "int16")),
];
