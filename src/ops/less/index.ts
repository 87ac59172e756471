// SPDX-License-Identifier: Apache-2.0
/** LESS: true where the first element is less, with broadcasting. */
import { comparisonOperator } from "../shared/comparison.js";
import { lessTflm } from "./tflm.js";

export const less = comparisonOperator({
  op: "LESS",
  resolverCall: "AddLess",
  summary: "True where the first element is less, with broadcasting.",
  maxVersion: 3,
  relation: "<",
  tflm: lessTflm,
});
