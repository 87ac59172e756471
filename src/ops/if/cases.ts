// SPDX-License-Identifier: Apache-2.0
/** Random models with IF for the differential suite. */
import type { ModelCases } from "../../../test/support/op-case.js";
import { ifModels } from "../../../test/support/op-case-graphs.js";

export const cases: ModelCases = { op: "IF", models: ifModels };
