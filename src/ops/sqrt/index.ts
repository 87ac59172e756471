// SPDX-License-Identifier: Apache-2.0
/** SQRT: square root of float32 (TFLM has no other type), correctly rounded. */
import { floatUnaryOperator } from "../shared/unary-operator.js";
import { sqrtTflm } from "./tflm.js";

export const sqrt = floatUnaryOperator({
  op: "SQRT",
  resolverCall: "AddSqrt",
  summary: "Square root of float32, correctly rounded; not a number below 0.",
  element: (x) => (x < 0 ? NaN : Math.fround(Math.sqrt(x))),
  expression: (x) => `tinygen_sqrt(${x})`,
  header: "tinygen_float.h",
  tflm: sqrtTflm,
});
