// SPDX-License-Identifier: Apache-2.0
/** SQUARE: x² on float32 (TFLM has no other type). */
import { floatUnaryOperator } from "../shared/unary-operator.js";
import { squareTflm } from "./tflm.js";

export const square = floatUnaryOperator({
  op: "SQUARE",
  resolverCall: "AddSquare",
  summary: "x^2 on float32.",
  element: (x) => Math.fround(x * x),
  expression: (x) => `${x} * ${x}`,
  tflm: squareTflm,
});
