// SPDX-License-Identifier: Apache-2.0
/** EXP: exp(x) on float32 (TFLM has no other type), with the results of glibc and newlib. */
import { expFloat32 } from "../../quant/float-functions.js";
import { floatUnaryOperator } from "../shared/unary-operator.js";
import { expTflm } from "./tflm.js";

export const exp = floatUnaryOperator({
  op: "EXP",
  resolverCall: "AddExp",
  summary: "exp(x) on float32, with the results of glibc and newlib.",
  maxVersion: 2,
  element: expFloat32,
  expression: (x) => `tinygen_exp(${x})`,
  header: "tinygen_exp_log.h",
  sameShape: true,
  tflm: expTflm,
});
