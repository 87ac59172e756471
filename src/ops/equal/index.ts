// SPDX-License-Identifier: Apache-2.0
/** EQUAL: true where both elements are equal, with broadcasting. */
import { comparisonOperator } from "../shared/comparison.js";

export const equal = comparisonOperator({
  op: "EQUAL",
  summary: "True where both elements are equal, with broadcasting.",
  maxVersion: 4,
  relation: "==",
  also: ["bool"],
});
