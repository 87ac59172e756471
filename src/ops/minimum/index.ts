// SPDX-License-Identifier: Apache-2.0
/** MINIMUM: the smaller of two elements, with broadcasting. */
import { extremumOperator } from "../shared/extremum.js";
import { minimumTflm } from "./tflm.js";

export const minimum = extremumOperator({
  op: "MINIMUM",
  resolverCall: "AddMinimum",
  summary: "The smaller of two stored elements, with broadcasting; the scales are not looked at.",
  relation: "<",
  tflm: minimumTflm,
});
