// SPDX-License-Identifier: Apache-2.0
/** LOG_SOFTMAX: x − max − ln Σ exp(x − max) along the last axis. */
import { sameShape, shapeText } from "../../ir/shape.js";
import { type Constraint, defineOp } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import { factorBelowOne } from "../shared/multiplier-constraints.js";
import { type NoAttributes, readNoAttributes } from "../shared/no-attributes.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import { rankBetween } from "../shared/shape-constraints.js";
import { logSoftmaxScalar } from "./aot/scalar.js";
import { evaluateLogSoftmax } from "./reference.js";
import { reverseFactor } from "./scaling.js";
import { logSoftmaxTflm } from "./tflm.js";

// The sum of exponentials has 12 integer bits.
const LARGEST_DEPTH = 4095;

const shapes: Constraint<NoAttributes> = {
  id: "shape",
  says: `the output must have the shape of input 0, whose last extent must be at most ${LARGEST_DEPTH}`,
  violation(view) {
    const { shape } = inputTensor(view, 0);
    const fits = sameShape(shape, outputTensor(view).shape) && (shape.at(-1) ?? 1) <= LARGEST_DEPTH;
    return fits ? undefined : `they are ${shapeText(shape)} and ${shapeText(outputTensor(view).shape)}`;
  },
};

const outputQuantization: Constraint<NoAttributes> = {
  id: "output-quantization",
  says: "the output must have scale 1/16 and zero point 127",
  code: "TG2007",
  violation(view) {
    const { scale, zeroPoint } = affineOf(outputTensor(view));
    return scale === 1 / 16 && zeroPoint === 127 ? undefined : `it has scale ${scale} and zero point ${zeroPoint}`;
  },
};

export const logSoftmax = defineOp({
  op: "LOG_SOFTMAX",
  resolverCall: "AddLogSoftmax",
  summary: "x - max - ln(sum of exp(x - max)) along the last axis.",
  maxVersion: 2,
  signatures: [
    { inputs: ["int8"], outputs: ["int8"] },
    { inputs: ["float32"], outputs: ["float32"] },
  ],
  readAttributes: readNoAttributes,
  constraints: [
    rankBetween(1, 6),
    shapes,
    whenInputIs(["int8"], perTensorQuantized({ inputs: [0], outputs: [0] })),
    whenInputIs(["int8"], outputQuantization),
    whenInputIs(["int8"], factorBelowOne("2^-26 / input scale", reverseFactor)),
  ],
  evaluate: evaluateLogSoftmax,
  work: () => ({ macs: 0 }),
  aot: [logSoftmaxScalar],
  tflm: logSoftmaxTflm,
});
