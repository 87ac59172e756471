// SPDX-License-Identifier: Apache-2.0
/** LOGICAL_OR: true where either of two elements is true, with broadcasting. */
import { logicalOperator } from "../shared/logical.js";

export const logicalOr = logicalOperator({
  op: "LOGICAL_OR",
  summary: "True where either of two elements is true, with broadcasting.",
  operator: "||",
});
