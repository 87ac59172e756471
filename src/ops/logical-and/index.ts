// SPDX-License-Identifier: Apache-2.0
/** LOGICAL_AND: true where both of two elements are true, with broadcasting. */
import { logicalOperator } from "../shared/logical.js";
import { logicalAndTflm } from "./tflm.js";

export const logicalAnd = logicalOperator({
  op: "LOGICAL_AND",
  resolverCall: "AddLogicalAnd",
  summary: "True where both of two elements are true, with broadcasting.",
  operator: "&&",
  tflm: logicalAndTflm,
});
