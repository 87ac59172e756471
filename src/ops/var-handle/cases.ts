// SPDX-License-Identifier: Apache-2.0
/** Random whole models around VAR_HANDLE for the differential suite. */
import type { ModelCases } from "../../../test/support/op-case.js";
import { variables } from "../../../test/support/op-case-graphs.js";
import { varHandle } from "./index.js";

export const cases: ModelCases = { op: varHandle.op, models: variables };
