// SPDX-License-Identifier: Apache-2.0
/** Random cases of DEPTH_TO_SPACE for the differential suite. */
import { defineCases } from "../../../test/support/op-case.js";
import { depthCases } from "../../../test/support/op-case-depth.js";
import { depthToSpace } from "./index.js";

export const cases = defineCases(depthToSpace, depthCases("plane"));
