// SPDX-License-Identifier: Apache-2.0
/** What FULLY_CONNECTED accepts: the checks of tflite::FullyConnectedPrepare and what its kernels assume. */
import { elementCount, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantInputs, perTensorQuantized, rankIs, supportedActivation } from "../shared/constraints.js";
import { biasLength, biasWithin47Bits, filterQuantized, notEmpty, rescalable } from "../shared/conv-constraints.js";
import { accumulatorOf } from "../shared/convolution.js";
import type { FullyConnectedAttributes } from "./attributes.js";
import { fullyConnectedOperands, fullyConnectedScales } from "./convolution.js";

const plainWeights: Constraint<FullyConnectedAttributes> = {
  id: "weights-format",
  says: "the weights must be stored in the default order",
  violation: ({ node }) => (node.attributes.shuffledWeights ? "SHUFFLED4x16INT8" : undefined),
  hint: "convert the model again without the x86-specific weight shuffling",
};

const matchingShapes: Constraint<FullyConnectedAttributes> = {
  id: "shapes",
  says: "the input must hold whole rows of the weights' depth and the output one row of channels for each",
  violation: ({ inputs: [input, filter], outputs: [output] }) => {
    const [channels = 0, depth = 0] = filter?.shape ?? [];
    const rows = elementCount(input?.shape ?? []) / depth;
    const outputShape = output?.shape ?? [];
    if (Number.isInteger(rows) && outputShape.at(-1) === channels && elementCount(outputShape) === rows * channels)
      return undefined;
    return `input ${shapeText(input?.shape ?? [])}, weights ${shapeText(filter?.shape ?? [])}, output ${shapeText(outputShape)}`;
  },
};

/** tflite::GetQuantizedConvolutionMultipler: the bias must be quantised with the product of the scales. */
const biasScale: Constraint<FullyConnectedAttributes> = {
  id: "bias-scale",
  says: "the bias scale must be input scale times weight scale, within 2 % of the output scale",
  violation: ({ inputs: [input, filter, bias], outputs: [output] }) => {
    const weightScales = filter?.quantization?.scales ?? [];
    if (bias === undefined || weightScales.length !== 1) return undefined;
    const product = (input?.quantization?.scales[0] ?? 0) * (weightScales[0] ?? 0);
    const actual = bias.quantization?.scales[0] ?? 0;
    const difference = Math.abs(product - actual) / (output?.quantization?.scales[0] ?? 0);
    return difference <= 0.02 ? undefined : `bias scale ${actual}, product ${product}`;
  },
};

export const fullyConnectedConstraints: readonly Constraint<FullyConnectedAttributes>[] = [
  rankIs(2, { inputs: [1] }),
  notEmpty,
  constantInputs([2]),
  plainWeights,
  matchingShapes,
  supportedActivation(),
  perTensorQuantized({ inputs: [0], outputs: [0] }),
  filterQuantized(0),
  biasLength(0),
  biasScale,
  biasWithin47Bits,
  rescalable(
    ({ node, inputs: [input, , bias] }) =>
      input === undefined ? false : accumulatorOf(input, bias, node.attributes.accumulatorWithoutBias) === "int64",
    (view) => (view.inputs[1] === undefined ? [] : fullyConnectedScales(fullyConnectedOperands(view))),
  ),
];
