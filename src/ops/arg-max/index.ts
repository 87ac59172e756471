// SPDX-License-Identifier: Apache-2.0
/** ARG_MAX: index of the first largest element along an axis. */
import { argExtremumOperator } from "../shared/arg-extremum.js";
import { argMaxTflm } from "./tflm.js";

export const argMax = argExtremumOperator({
  op: "ARG_MAX",
  resolverCall: "AddArgMax",
  summary: "Index of the first largest element along an axis, as int32.",
  relation: ">",
  tflm: argMaxTflm,
});
