// SPDX-License-Identifier: Apache-2.0
/** Random whole models around ASSIGN_VARIABLE for the differential suite. */
import type { ModelCases } from "../../../test/support/op-case.js";
import { variables } from "../../../test/support/op-case-graphs.js";
import { assignVariable } from "./index.js";

export const cases: ModelCases = { op: assignVariable.op, models: variables };
