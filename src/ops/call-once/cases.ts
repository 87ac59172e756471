// SPDX-License-Identifier: Apache-2.0
/** Random models with CALL_ONCE for the differential suite. */
import type { ModelCases } from "../../../test/support/op-case.js";
import { callOnceModels } from "../../../test/support/op-case-graphs.js";

export const cases: ModelCases = { op: "CALL_ONCE", models: callOnceModels };
