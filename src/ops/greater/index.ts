// SPDX-License-Identifier: Apache-2.0
/** GREATER: true where the first element is greater, with broadcasting. */
import { comparisonOperator } from "../shared/comparison.js";
import { greaterTflm } from "./tflm.js";

export const greater = comparisonOperator({
  op: "GREATER",
  resolverCall: "AddGreater",
  summary: "True where the first element is greater, with broadcasting.",
  maxVersion: 2,
  relation: ">",
  tflm: greaterTflm,
});
