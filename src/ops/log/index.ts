// SPDX-License-Identifier: Apache-2.0
/** LOG: natural logarithm of float32 (TFLM has no other type), with the results of glibc and newlib. */
import { logFloat32 } from "../../quant/float-functions.js";
import { floatUnaryOperator } from "../shared/unary-operator.js";
import { logTflm } from "./tflm.js";

export const log = floatUnaryOperator({
  op: "LOG",
  resolverCall: "AddLog",
  summary: "Natural logarithm of float32, with the results of glibc and newlib.",
  maxVersion: 2,
  element: logFloat32,
  expression: (x) => `tinygen_log(${x})`,
  header: "tinygen_exp_log.h",
  tflm: logTflm,
});
