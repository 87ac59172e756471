// SPDX-License-Identifier: Apache-2.0
/** Random cases of PAD for the differential suite. */
import { defineCases } from "../../../test/support/op-case.js";
import { padCases } from "../../../test/support/op-case-pad.js";
import { pad } from "./index.js";

export const cases = defineCases(pad, padCases({ value: false }));
