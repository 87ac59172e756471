// SPDX-License-Identifier: Apache-2.0
/** REDUCE_MAX: largest element over any set of axes. */
import { reduceExtremumOperator } from "../shared/reduce-extremum.js";

export const reduceMax = reduceExtremumOperator({
  op: "REDUCE_MAX",
  summary: "Largest element over any set of axes.",
  relation: ">",
});
