// SPDX-License-Identifier: Apache-2.0
/** Random cases of LEAKY_RELU for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { exponents, rescaled, unaryCases } from "../../../test/support/op-case-unary.js";
import { leakyRelu } from "./index.js";

const alpha = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0.1, 0.2, 0.01, 0.25, 0.3) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, -0.5, 2, 1e-7, -100) },
);

export const cases = defineCases(
  leakyRelu,
  unaryCases(leakyRelu, {
    attributes: alpha.map((slope) => ({ alpha: Math.fround(slope) })),
    quantization: (from, to) => rescaled(from, to, exponents(-18, 26)),
  }),
);
