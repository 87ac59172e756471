// SPDX-License-Identifier: Apache-2.0
/** Random models with WHILE for the differential suite. */
import type { ModelCases } from "../../../test/support/op-case.js";
import { whileModels } from "../../../test/support/op-case-graphs.js";

export const cases: ModelCases = { op: "WHILE", models: whileModels };
