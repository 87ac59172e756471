// SPDX-License-Identifier: Apache-2.0
/** Random cases of GREATER_EQUAL for the differential suite. */
import fc from "fast-check";
import { binaryCases, smallScales } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { greaterEqual } from "./index.js";

export const cases = defineCases(
  greaterEqual,
  binaryCases(greaterEqual, { attributes: fc.constant({}), quantization: smallScales }),
);
