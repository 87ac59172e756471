// SPDX-License-Identifier: Apache-2.0
/** REDUCE_MIN: smallest element over any set of axes. */
import { reduceExtremumOperator } from "../shared/reduce-extremum.js";
import { reduceMinTflm } from "./tflm.js";

export const reduceMin = reduceExtremumOperator({
  op: "REDUCE_MIN",
  resolverCall: "AddReduceMin",
  summary: "Smallest element over any set of axes.",
  relation: "<",
  tflm: reduceMinTflm,
});
