// SPDX-License-Identifier: Apache-2.0
/** Random cases of SQUARED_DIFFERENCE for the differential suite. */
import fc from "fast-check";
import { binaryCases, squareScales } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { squaredDifference } from "./index.js";

export const cases = defineCases(
  squaredDifference,
  binaryCases(squaredDifference, { attributes: fc.constant({}), quantization: squareScales }),
);
