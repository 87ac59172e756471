// SPDX-License-Identifier: Apache-2.0
/** Random cases of LOGICAL_NOT for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { unaryCases } from "../../../test/support/op-case-unary.js";
import { logicalNot } from "./index.js";

export const cases = defineCases(logicalNot, unaryCases(logicalNot, { attributes: fc.constant({}) }));
