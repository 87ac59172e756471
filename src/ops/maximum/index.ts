// SPDX-License-Identifier: Apache-2.0
/** MAXIMUM: the larger of two elements, with broadcasting. */
import { extremumOperator } from "../shared/extremum.js";
import { maximumTflm } from "./tflm.js";

export const maximum = extremumOperator({
  op: "MAXIMUM",
  resolverCall: "AddMaximum",
  summary: "The larger of two stored elements, with broadcasting; the scales are not looked at.",
  relation: ">",
  tflm: maximumTflm,
});
