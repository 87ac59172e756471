// SPDX-License-Identifier: Apache-2.0
/** GREATER: true where the first element is greater, with broadcasting. */
import { comparisonOperator } from "../shared/comparison.js";

export const greater = comparisonOperator({
  op: "GREATER",
  summary: "True where the first element is greater, with broadcasting.",
  maxVersion: 2,
  relation: ">",
});
