// SPDX-License-Identifier: Apache-2.0
/** Random cases of EXP for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { unaryCases } from "../../../test/support/op-case-unary.js";
import { exp } from "./index.js";

// Where the result overflows, is the least normal number or disappears, and steps of the table.
const telling = [
  0, -0, 1, -1, 88.72283, 88.72284, 89, 200, -87.33654, -87.5, -103.2, -103.97, -104, -200, 0.021660849, 0.010830424,
];

export const cases = defineCases(exp, unaryCases(exp, { attributes: fc.constant({}), telling, sameShape: true }));
