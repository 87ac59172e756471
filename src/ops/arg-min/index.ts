// SPDX-License-Identifier: Apache-2.0
/** ARG_MIN: index of the first smallest element along an axis. */
import { argExtremumOperator } from "../shared/arg-extremum.js";
import { argMinTflm } from "./tflm.js";

export const argMin = argExtremumOperator({
  op: "ARG_MIN",
  resolverCall: "AddArgMin",
  summary: "Index of the first smallest element along an axis, as int32.",
  relation: "<",
  tflm: argMinTflm,
});
