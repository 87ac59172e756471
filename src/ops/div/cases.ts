// SPDX-License-Identifier: Apache-2.0
/** Random cases of DIV for the differential suite. */
import { activation } from "../../../test/support/op-case-arbitraries.js";
import { binaryCases, quotientScales } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { div } from "./index.js";

export const cases = defineCases(
  div,
  binaryCases(div, {
    attributes: activation.map((fused) => ({ activation: fused })),
    quantization: quotientScales,
    notConstant: 0,
  }),
);
