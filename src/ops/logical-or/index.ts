// SPDX-License-Identifier: Apache-2.0
/** LOGICAL_OR: true where either of two elements is true, with broadcasting. */
import { logicalOperator } from "../shared/logical.js";
import { logicalOrTflm } from "./tflm.js";

export const logicalOr = logicalOperator({
  op: "LOGICAL_OR",
  resolverCall: "AddLogicalOr",
  summary: "True where either of two elements is true, with broadcasting.",
  operator: "||",
  tflm: logicalOrTflm,
});
