// SPDX-License-Identifier: Apache-2.0
/** Random cases of REDUCE_MAX for the differential suite. */
import { reduceCases } from "../../../test/support/op-case-reduce.js";
import { defineCases } from "../../../test/support/op-case.js";
import { reduceMax } from "./index.js";

export const cases = defineCases(reduceMax, reduceCases(reduceMax, { quantization: "equal" }));
