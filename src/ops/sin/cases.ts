// SPDX-License-Identifier: Apache-2.0
/** Random cases of SIN for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { unaryCases } from "../../../test/support/op-case-unary.js";
import { sin } from "./index.js";

// Multiples of an eighth of the circle, the limits between the ways of reduction, and large arguments.
const telling = [
  0, -0, 0.7853982, -0.7853982, 0.78125, 1.5707964, 3.1415927, -3.1415927, 6.2831855, 0.00024414062, 0.0002441406,
  119.99999, 120, 127, -128, 1e5, -1e10, 1e30, 3.4028235e38,
];

export const cases = defineCases(sin, unaryCases(sin, { attributes: fc.constant({}), telling }));
