// SPDX-License-Identifier: Apache-2.0
/** Random cases of CAST for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { unaryCases } from "../../../test/support/op-case-unary.js";
import { cast } from "./index.js";

// Numbers at which float32 saturates or loses bits.
const telling = [0, 1, 127, 100];

export const cases = defineCases(cast, unaryCases(cast, { attributes: fc.constant({}), telling }));
