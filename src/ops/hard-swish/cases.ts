// SPDX-License-Identifier: Apache-2.0
/** Random cases of HARD_SWISH for the differential suite. */
import fc from "fast-check";
import { affine, mantissa, perTensor, scaleBetween, zeroPoint } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { exponents, unaryCases } from "../../../test/support/op-case-unary.js";
import { hardSwish } from "./index.js";

export const cases = defineCases(
  hardSwish,
  unaryCases(hardSwish, {
    attributes: fc.constant({}),
    quantization: () =>
      fc
        .tuple(affine("int8", scaleBetween(-8, 2)), exponents(-6, 12), mantissa, zeroPoint("int8"))
        .map(
          ([from, exponent, m, zero]) => [from, perTensor((from.scales[0] ?? 1) * m * 2 ** exponent, zero)] as const,
        ),
    telling: [-3, 3, 0, -1.5],
  }),
);
