// SPDX-License-Identifier: Apache-2.0
/** Random cases of REDUCE_MIN for the differential suite. */
import { reduceCases } from "../../../test/support/op-case-reduce.js";
import { defineCases } from "../../../test/support/op-case.js";
import { reduceMin } from "./index.js";

export const cases = defineCases(reduceMin, reduceCases(reduceMin, { quantization: "equal" }));
