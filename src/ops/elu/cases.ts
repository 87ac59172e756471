// SPDX-License-Identifier: Apache-2.0
/** Random cases of ELU for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { exponents, rescaled, unaryCases } from "../../../test/support/op-case-unary.js";
import { elu } from "./index.js";

export const cases = defineCases(
  elu,
  unaryCases(elu, {
    attributes: fc.constant({}),
    quantization: (from, to) => rescaled(from, to, exponents(-10, 10)),
  }),
);
