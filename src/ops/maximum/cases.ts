// SPDX-License-Identifier: Apache-2.0
/** Random cases of MAXIMUM for the differential suite. */
import fc from "fast-check";
import { binaryCases } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { maximum } from "./index.js";

export const cases = defineCases(maximum, binaryCases(maximum, { attributes: fc.constant({}) }));
