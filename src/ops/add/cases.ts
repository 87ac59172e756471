// SPDX-License-Identifier: Apache-2.0
/** Random cases of ADD for the differential suite. */
import { activation } from "../../../test/support/op-case-arbitraries.js";
import { binaryCases, independentScales } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { add } from "./index.js";

export const cases = defineCases(
  add,
  binaryCases(add, {
    attributes: activation.map((fused) => ({ activation: fused })),
    // Output scales down to the least that TFLM allows.
    quantization: (types, fused) => independentScales(types, { ...fused, least: types.output === "int8" ? -18 : -13 }),
  }),
);
