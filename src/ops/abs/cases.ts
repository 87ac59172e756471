// SPDX-License-Identifier: Apache-2.0
/** Random cases of ABS for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { exponents, rescaled, symmetric16, unaryCases } from "../../../test/support/op-case-unary.js";
import { abs } from "./index.js";

export const cases = defineCases(
  abs,
  unaryCases(abs, {
    attributes: fc.constant({}),
    quantization: (from, to) => rescaled(from, to, exponents(-20, 20)).map((pair) => symmetric16(pair, from, to)),
  }),
);
