// SPDX-License-Identifier: Apache-2.0
/** LESS_EQUAL: true where the first element is less or equal, with broadcasting. */
import { comparisonOperator } from "../shared/comparison.js";
import { lessEqualTflm } from "./tflm.js";

export const lessEqual = comparisonOperator({
  op: "LESS_EQUAL",
  resolverCall: "AddLessEqual",
  summary: "True where the first element is less or equal, with broadcasting.",
  maxVersion: 2,
  relation: "<=",
  tflm: lessEqualTflm,
});
