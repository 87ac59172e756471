// SPDX-License-Identifier: Apache-2.0
/** Random cases of FLOOR_DIV for the differential suite. */
import fc from "fast-check";
import { binaryCases } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { floorDiv } from "./index.js";

export const cases = defineCases(floorDiv, binaryCases(floorDiv, { attributes: fc.constant({}), notConstant: 0 }));
