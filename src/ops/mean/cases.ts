// SPDX-License-Identifier: Apache-2.0
/** Random cases of MEAN for the differential suite. */
import { reduceCases } from "../../../test/support/op-case-reduce.js";
import { defineCases } from "../../../test/support/op-case.js";
import { mean } from "./index.js";

export const cases = defineCases(mean, reduceCases(mean, { quantization: "own" }));
