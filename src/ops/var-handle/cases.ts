// SPDX-License-Identifier: Apache-2.0
/** Random models with VAR_HANDLE for the differential suite. */
import type { ModelCases } from "../../../test/support/op-case.js";
import { variableModels } from "../../../test/support/op-case-graphs.js";

export const cases: ModelCases = { op: "VAR_HANDLE", models: variableModels };
