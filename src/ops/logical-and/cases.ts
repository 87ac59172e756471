// SPDX-License-Identifier: Apache-2.0
/** Random cases of LOGICAL_AND for the differential suite. */
import fc from "fast-check";
import { binaryCases } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { logicalAnd } from "./index.js";

export const cases = defineCases(logicalAnd, binaryCases(logicalAnd, { attributes: fc.constant({}) }));
