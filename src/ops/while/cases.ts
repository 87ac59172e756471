// SPDX-License-Identifier: Apache-2.0
/** Random whole models around WHILE for the differential suite. */
import type { ModelCases } from "../../../test/support/op-case.js";
import { loops } from "../../../test/support/op-case-graphs.js";
import { whileOperator } from "./index.js";

export const cases: ModelCases = { op: whileOperator.op, models: loops };
