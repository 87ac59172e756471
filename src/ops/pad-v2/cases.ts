// SPDX-License-Identifier: Apache-2.0
/** Random cases of PADV2 for the differential suite. */
import { defineCases } from "../../../test/support/op-case.js";
import { padCases } from "../../../test/support/op-case-pad.js";
import { padV2 } from "./index.js";

export const cases = defineCases(padV2, padCases({ value: true }));
