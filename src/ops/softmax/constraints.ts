// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SOFTMAX accepts (SoftmaxPrepare, CalculateSoftmaxParams). */
import { sameShape, shapeText } from "../../ir/shape.js";
import { softmaxRealMultiplier } from "../../quant/softmax.js";
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs, zeroPointIs } from "../shared/elementwise-constraints.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { SoftmaxAttributes } from "./attributes.js";

type Rule = Constraint<SoftmaxAttributes>;

const shapes: Rule = {
  id: "shapes",
  says: "input and output must have the same shape of at least one dimension",
  violation(view) {
    const [input, output] = [inputTensor(view, 0).shape, outputTensor(view).shape];
    if (input.length >= 1 && sameShape(input, output)) return undefined;
    return `input ${shapeText(input)}, output ${shapeText(output)}`;
  },
};

/** Zero point and scale that each output type must have; the int16 scales may be off by 0.1 %. */
const outputQuantization: Rule = {
  id: "output-quantization",
  says: "the output must be quantised to 1/256, -128 (int8), 1/65536, -32768 (int8 to int16) or 1/32768, 0 (int16)",
  code: "TG2007",
  violation(view) {
    const { scale, zeroPoint } = affineOf(outputTensor(view));
    const actual = `scale ${scale}, zero point ${zeroPoint}`;
    if (outputTensor(view).dtype === "int8") return scale === 1 / 256 && zeroPoint === -128 ? undefined : actual;
    const [wanted, wantedZeroPoint] = inputTensor(view, 0).dtype === "int8" ? [1 / 65536, -32768] : [1 / 32768, 0];
    const near = Math.abs(Math.fround(scale - wanted)) <= Math.fround(0.001 * wanted);
    return near && zeroPoint === wantedZeroPoint ? undefined : actual;
  },
};

const exponentScale: Rule = {
  id: "exponent-scale",
  says: "beta times the input scale must exceed 2^-26",
  code: "TG2007",
  violation(view) {
    const { scale } = affineOf(inputTensor(view, 0));
    const { beta } = view.node.attributes;
    return softmaxRealMultiplier(beta, scale) > 1 ? undefined : `beta ${beta}, scale ${scale}`;
  },
};

// TFLM would shift by a negative amount or overflow; no model needs this.
const positiveBeta: Rule = {
  id: "beta",
  says: "beta must be positive",
  violation: ({ node: { attributes } }) => (attributes.beta > 0 ? undefined : `beta is ${attributes.beta}`),
};

export const softmaxConstraints: readonly Rule[] = [
  shapes,
  perTensorQuantized({ inputs: [0], outputs: [0] }),
  outputQuantization,
  positiveBeta,
  whenInputIs(["int8"], exponentScale),
  whenInputIs(["int16"], zeroPointIs(0, { input: true })),
];
