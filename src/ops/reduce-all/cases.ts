// SPDX-License-Identifier: Apache-2.0
/** Random cases of REDUCE_ALL for the differential suite. */
import { reduceCases } from "../../../test/support/op-case-reduce.js";
import { defineCases } from "../../../test/support/op-case.js";
import { reduceAll } from "./index.js";

export const cases = defineCases(reduceAll, reduceCases(reduceAll, { quantization: "own" }));
