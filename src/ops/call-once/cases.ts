// SPDX-License-Identifier: Apache-2.0
/** Random whole models around CALL_ONCE for the differential suite. */
import type { ModelCases } from "../../../test/support/op-case.js";
import { variables } from "../../../test/support/op-case-graphs.js";
import { callOnce } from "./index.js";

export const cases: ModelCases = { op: callOnce.op, models: variables };
