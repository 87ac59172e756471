// SPDX-License-Identifier: Apache-2.0
/** NOT_EQUAL: true where the elements differ, with broadcasting. */
import { comparisonOperator } from "../shared/comparison.js";
import { notEqualTflm } from "./tflm.js";

export const notEqual = comparisonOperator({
  op: "NOT_EQUAL",
  resolverCall: "AddNotEqual",
  summary: "True where the elements differ, with broadcasting.",
  maxVersion: 3,
  relation: "!=",
  also: ["bool"],
  tflm: notEqualTflm,
});
