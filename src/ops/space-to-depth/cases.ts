// SPDX-License-Identifier: Apache-2.0
/** Random cases of SPACE_TO_DEPTH for the differential suite. */
import { defineCases } from "../../../test/support/op-case.js";
import { depthCases } from "../../../test/support/op-case-depth.js";
import { spaceToDepth } from "./index.js";

export const cases = defineCases(spaceToDepth, depthCases("deep"));
