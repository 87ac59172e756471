// SPDX-License-Identifier: Apache-2.0
/** SIN: sine of float32 (TFLM has no other type), with the results of glibc and newlib. */
import { sinFloat32 } from "../../quant/float-sine.js";
import { floatUnaryOperator } from "../shared/unary-operator.js";
import { sinTflm } from "./tflm.js";

export const sin = floatUnaryOperator({
  op: "SIN",
  resolverCall: "AddSin",
  summary: "Sine of float32, with the results of glibc and newlib.",
  element: sinFloat32,
  expression: (x) => `tinygen_sin(${x})`,
  header: "tinygen_sine.h",
  tflm: sinTflm,
});
