// SPDX-License-Identifier: Apache-2.0
/** GREATER_EQUAL: true where the first element is greater or equal, with broadcasting. */
import { comparisonOperator } from "../shared/comparison.js";
import { greaterEqualTflm } from "./tflm.js";

export const greaterEqual = comparisonOperator({
  op: "GREATER_EQUAL",
  resolverCall: "AddGreaterEqual",
  summary: "True where the first element is greater or equal, with broadcasting.",
  maxVersion: 3,
  relation: ">=",
  tflm: greaterEqualTflm,
});
