// SPDX-License-Identifier: Apache-2.0
/** Random models with ASSIGN_VARIABLE for the differential suite. */
import type { ModelCases } from "../../../test/support/op-case.js";
import { variableModels } from "../../../test/support/op-case-graphs.js";

export const cases: ModelCases = { op: "ASSIGN_VARIABLE", models: variableModels };
