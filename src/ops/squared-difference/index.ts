// SPDX-License-Identifier: Apache-2.0
/** SQUARED_DIFFERENCE: (a − b)², with broadcasting. */
import { binaryOperator, sameTypes } from "../shared/binary-operator.js";
import { squaredDifferenceArithmetic } from "./aot/scalar.js";
import { squaredDifferenceConstraints } from "./constraints.js";
import { squaredDifference as element } from "./reference.js";
import { squaredDifferenceTflm } from "./tflm.js";

export const squaredDifference = binaryOperator({
  op: "SQUARED_DIFFERENCE",
  resolverCall: "AddSquaredDifference",
  summary: "(a - b)^2, with broadcasting.",
  maxVersion: 3,
  signatures: sameTypes("int8", "int16", "int32", "float32"),
  constraints: squaredDifferenceConstraints,
  element,
  arithmetic: squaredDifferenceArithmetic,
  tflm: squaredDifferenceTflm,
});
