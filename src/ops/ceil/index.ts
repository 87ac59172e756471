// SPDX-License-Identifier: Apache-2.0
/** CEIL: smallest integer not below x, on float32 (TFLM has no other type). */
import { floatUnaryOperator } from "../shared/unary-operator.js";
import { ceilTflm } from "./tflm.js";

export const ceil = floatUnaryOperator({
  op: "CEIL",
  resolverCall: "AddCeil",
  summary: "Smallest integer not below x, on float32.",
  element: Math.ceil,
  expression: (x) => `tinygen_ceil(${x})`,
  header: "tinygen_float.h",
  sameShape: true,
  tflm: ceilTflm,
});
