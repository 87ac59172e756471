// SPDX-License-Identifier: Apache-2.0
/** Random cases of SUB for the differential suite. */
import { activation } from "../../../test/support/op-case-arbitraries.js";
import { binaryCases, independentScales } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { sub } from "./index.js";

export const cases = defineCases(
  sub,
  binaryCases(sub, {
    attributes: activation.map((fused) => ({ activation: fused })),
    // Output scales down to the least that TFLM allows.
    quantization: (types, fused) => independentScales(types, { ...fused, least: types.output === "int8" ? -18 : -13 }),
  }),
);
