// SPDX-License-Identifier: Apache-2.0
/** COS: cosine of float32 (TFLM has no other type), with the results of glibc and newlib. */
import { cosFloat32 } from "../../quant/float-sine.js";
import { floatUnaryOperator } from "../shared/unary-operator.js";
import { cosTflm } from "./tflm.js";

export const cos = floatUnaryOperator({
  op: "COS",
  resolverCall: "AddCos",
  summary: "Cosine of float32, with the results of glibc and newlib.",
  element: cosFloat32,
  expression: (x) => `tinygen_cos(${x})`,
  header: "tinygen_sine.h",
  tflm: cosTflm,
});
