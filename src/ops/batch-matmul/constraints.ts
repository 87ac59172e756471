// SPDX-License-Identifier: Apache-2.0
/** What TFLM's BATCH_MATMUL accepts (BatchMatMulPrepare). */
import { sameShape, shapeText } from "../../ir/shape.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs, zeroPointsAreZero } from "../shared/elementwise-constraints.js";
import { representableFactor } from "../shared/multiplier-constraints.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { rankBetween } from "../shared/shape-constraints.js";
import type { BatchMatmulAttributes } from "./attributes.js";
import { productShape, realFactor } from "./product.js";

type Rule = Constraint<BatchMatmulAttributes>;

const shapes: Rule = {
  id: "shapes",
  says: "columns of input 0 and rows of input 1 must agree, the batches must broadcast, and the output must follow",
  violation(view) {
    const expected = productShape(view);
    const output = outputTensor(view).shape;
    if (expected !== undefined && sameShape(expected, output)) return undefined;
    const [a, b] = [inputTensor(view, 0).shape, inputTensor(view, 1).shape];
    return `inputs ${shapeText(a)} and ${shapeText(b)}, output ${shapeText(output)}`;
  },
};

// 64-bit sums are shifted by 15 − shift bits.
const int16Factor: Rule = {
  id: "factor-int16",
  says: "the product of the input scales / the output scale must be below 2^7",
  code: "TG2007",
  violation(view) {
    const real = realFactor(view);
    return real > 0 && quantizeMultiplier(real).shift <= 7 ? undefined : `it is ${real}`;
  },
};

const FACTOR = "the product of the input scales / the output scale";

export const batchMatmulConstraints: readonly Rule[] = [
  rankBetween(2, 5),
  { ...rankBetween(2, 5, 1), id: "rank-of-input-1" },
  shapes,
  perTensorQuantized({ inputs: [0, 1], outputs: [0] }),
  whenInputIs(["int8"], representableFactor<BatchMatmulAttributes>(FACTOR, realFactor)),
  whenInputIs(["int16"], zeroPointsAreZero({ inputs: [0, 1], outputs: [0] })),
  whenInputIs(["int16"], int16Factor),
];
