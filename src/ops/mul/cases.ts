// SPDX-License-Identifier: Apache-2.0
/** Random cases of MUL for the differential suite. */
import { activation } from "../../../test/support/op-case-arbitraries.js";
import { binaryCases, productScales } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { mul } from "./index.js";

export const cases = defineCases(
  mul,
  binaryCases(mul, {
    attributes: activation.map((fused) => ({ activation: fused })),
    quantization: productScales,
  }),
);
