// SPDX-License-Identifier: Apache-2.0
/** EQUAL: true where both elements are equal, with broadcasting. */
import { comparisonOperator } from "../shared/comparison.js";
import { equalTflm } from "./tflm.js";

export const equal = comparisonOperator({
  op: "EQUAL",
  resolverCall: "AddEqual",
  summary: "True where both elements are equal, with broadcasting.",
  maxVersion: 4,
  relation: "==",
  also: ["bool"],
  tflm: equalTflm,
});
