// SPDX-License-Identifier: Apache-2.0
/** Random cases of MAX_POOL_2D for the differential suite. */
import { defineCases } from "../../../test/support/op-case.js";
import { poolCases } from "../../../test/support/op-case-pool.js";
import { maxPool2d } from "./index.js";

export const cases = defineCases(maxPool2d, poolCases);
