// SPDX-License-Identifier: Apache-2.0
/** Random cases of SUM for the differential suite. */
import { reduceCases } from "../../../test/support/op-case-reduce.js";
import { defineCases } from "../../../test/support/op-case.js";
import { sum } from "./index.js";

export const cases = defineCases(sum, reduceCases(sum, { quantization: "own" }));
