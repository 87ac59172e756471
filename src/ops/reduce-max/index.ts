// SPDX-License-Identifier: Apache-2.0
/** REDUCE_MAX: largest element over any set of axes. */
import { reduceExtremumOperator } from "../shared/reduce-extremum.js";
import { reduceMaxTflm } from "./tflm.js";

export const reduceMax = reduceExtremumOperator({
  op: "REDUCE_MAX",
  resolverCall: "AddReduceMax",
  summary: "Largest element over any set of axes.",
  relation: ">",
  tflm: reduceMaxTflm,
});
