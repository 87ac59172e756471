// SPDX-License-Identifier: Apache-2.0
/** Random cases of LOG for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { unaryCases } from "../../../test/support/op-case-unary.js";
import { log } from "./index.js";

// Zeros, 1 and its neighbours, ends of the table's intervals, and the ends of the type; logarithms of negative
// numbers are not compared because the bits of NaN are not specified.
const telling = [
  0, 1, 0.99999994, 1.0000001, 0.69921875, 1.3984375, 0.5, 2, 10, 1.1754944e-38, 1e-45, 3.4028235e38, 0.72, 1.2, 1.05,
];

export const cases = defineCases(log, unaryCases(log, { attributes: fc.constant({}), telling }));
