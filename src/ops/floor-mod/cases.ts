// SPDX-License-Identifier: Apache-2.0
/** Random cases of FLOOR_MOD for the differential suite. */
import fc from "fast-check";
import { binaryCases } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { floorMod } from "./index.js";

export const cases = defineCases(floorMod, binaryCases(floorMod, { attributes: fc.constant({}) }));
