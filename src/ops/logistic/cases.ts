// SPDX-License-Identifier: Apache-2.0
/** Random cases of LOGISTIC for the differential suite. */
import fc from "fast-check";
import { affine, perTensor, scaleBetween } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { equalCounts, unaryCase } from "../../../test/support/op-case-unary.js";
import { logistic } from "./index.js";

const inputScale = (low: number, high: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 3, arbitrary: scaleBetween(-8, Math.min(0, high)) },
    { weight: 1, arbitrary: scaleBetween(low, high) },
  );

const bytes = fc
  .tuple(equalCounts, affine("int8", inputScale(-27, 20)))
  .map(([shapes, input]) =>
    unaryCase({ shapes, types: ["int8", "int8"], quantization: [input, perTensor(1 / 256, -128)], attributes: {} }),
  );

// 2^-12 is the scale for which TFLM takes another path.
const wideScale = fc.oneof(inputScale(-40, 0), fc.constantFrom(2 ** -12, 2 ** -11, 2.6, 2 ** -15));

const words = fc.tuple(equalCounts, wideScale).map(([shapes, scale]) =>
  unaryCase({
    shapes,
    types: ["int16", "int16"],
    quantization: [perTensor(scale, 0), perTensor(2 ** -15, 0)],
    attributes: {},
  }),
);

export const cases = defineCases(logistic, fc.oneof(bytes, words));
