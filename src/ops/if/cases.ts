// SPDX-License-Identifier: Apache-2.0
/** Random whole models around IF for the differential suite. */
import type { ModelCases } from "../../../test/support/op-case.js";
import { branches } from "../../../test/support/op-case-graphs.js";
import { ifOperator } from "./index.js";

export const cases: ModelCases = { op: ifOperator.op, models: branches };
