// SPDX-License-Identifier: Apache-2.0
/** NEG: −x on float32 (TFLM has no other type). */
import { floatUnaryOperator } from "../shared/unary-operator.js";
import { negTflm } from "./tflm.js";

export const neg = floatUnaryOperator({
  op: "NEG",
  resolverCall: "AddNeg",
  summary: "-x on float32.",
  element: (x) => -x,
  expression: (x) => `-${x}`,
  tflm: negTflm,
});
