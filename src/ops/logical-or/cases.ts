// SPDX-License-Identifier: Apache-2.0
/** Random cases of LOGICAL_OR for the differential suite. */
import fc from "fast-check";
import { binaryCases } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { logicalOr } from "./index.js";

export const cases = defineCases(logicalOr, binaryCases(logicalOr, { attributes: fc.constant({}) }));
