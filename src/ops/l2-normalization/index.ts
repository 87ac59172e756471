// SPDX-License-Identifier: Apache-2.0
/** L2_NORMALIZATION: every innermost row divided by its Euclidean length. */
import { sameShape, shapeText } from "../../ir/shape.js";
import { type Constraint, defineOp } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { rankBetween } from "../shared/shape-constraints.js";
import { l2NormalizationScalar } from "./aot/scalar.js";
import { type L2NormalizationAttributes, readL2NormalizationAttributes } from "./attributes.js";
import { evaluateL2Normalization } from "./reference.js";
import { l2NormalizationTflm } from "./tflm.js";

const shapes: Constraint<L2NormalizationAttributes> = {
  id: "shape",
  says: "the output must have the shape of input 0",
  violation(view) {
    const { shape } = outputTensor(view);
    return sameShape(inputTensor(view, 0).shape, shape) ? undefined : `the output is ${shapeText(shape)}`;
  },
};

const noActivation: Constraint<L2NormalizationAttributes> = {
  id: "fused-activation",
  says: "there must be no fused activation",
  violation: ({ node: { attributes } }) => (attributes.activation === "NONE" ? undefined : attributes.activation),
};

export const l2Normalization = defineOp({
  op: "L2_NORMALIZATION",
  resolverCall: "AddL2Normalization",
  summary: "Every innermost row divided by its length; results have scale 1/128 and zero point 0, as in TFLM.",
  maxVersion: 2,
  // Of float32, compilers would fuse the squares and sums and change the last bits.
  signatures: [{ inputs: ["int8"], outputs: ["int8"] }],
  readAttributes: readL2NormalizationAttributes,
  constraints: [rankBetween(1, 4), perTensorQuantized({ inputs: [0] }), shapes, noActivation],
  evaluate: evaluateL2Normalization,
  work: () => ({ macs: 0 }),
  aot: [l2NormalizationScalar],
  tflm: l2NormalizationTflm,
});
