// SPDX-License-Identifier: Apache-2.0
/** Random cases of RSQRT for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { exponents, rescaled, symmetric16, unaryCases } from "../../../test/support/op-case-unary.js";
import { rsqrt } from "./index.js";

export const cases = defineCases(
  rsqrt,
  unaryCases(rsqrt, {
    attributes: fc.constant({}),
    quantization: (from, to) => rescaled(from, to, exponents(-6, 6)).map((pair) => symmetric16(pair, from, to)),
    telling: [1, 4, 2, 0.25],
  }),
);
