// SPDX-License-Identifier: Apache-2.0
/** Random cases of ROUND for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { unaryCases } from "../../../test/support/op-case-unary.js";
import { round } from "./index.js";

// Integers, halves and the float32 numbers beside them, both zeros, and numbers too large for a fraction.
const telling = [
  0, -0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2.5, -2.5, 0.49999997, -0.49999997, 8388607.5, 8388609, -8388607.5, 16777216,
];

export const cases = defineCases(round, unaryCases(round, { attributes: fc.constant({}), telling, sameShape: true }));
