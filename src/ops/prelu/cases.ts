// SPDX-License-Identifier: Apache-2.0
/** Random cases of PRELU for the differential suite. */
import fc from "fast-check";
import { binaryCases, independentScales } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { prelu } from "./index.js";

export const cases = defineCases(
  prelu,
  binaryCases(prelu, {
    attributes: fc.constant({}),
    quantization: (types) => independentScales(types, { least: -8 }),
  }),
);
