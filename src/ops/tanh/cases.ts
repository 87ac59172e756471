// SPDX-License-Identifier: Apache-2.0
/** Random cases of TANH for the differential suite. */
import fc from "fast-check";
import { affine, perTensor, scaleBetween } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { unaryCases } from "../../../test/support/op-case-unary.js";
import { tanh } from "./index.js";

const bytes = fc
  .tuple(affine("int8", scaleBetween(-12, 2)), affine("int8"))
  .map(([input, output]) => [input, output] as const);
// 2^-12 is a scale for which TFLM takes another path.
const words = fc
  .oneof(scaleBetween(-20, 0), fc.constantFrom(2 ** -12, 2 ** -11, 2 ** -15))
  .map((scale) => [perTensor(scale, 0), perTensor(2 ** -15, 0)] as const);

export const cases = defineCases(
  tanh,
  unaryCases(tanh, { attributes: fc.constant({}), quantization: (from) => (from === "int16" ? words : bytes) }),
);
