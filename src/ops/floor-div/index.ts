// SPDX-License-Identifier: Apache-2.0
/** FLOOR_DIV: floor(a / b) on float32, with broadcasting (tflite::reference_ops::FloorDiv). */
import { plainTerms } from "../shared/binary-c.js";
import { binaryOperator, sameTypes } from "../shared/binary-operator.js";
import { constantDivisorNotZero } from "../shared/float-divisor.js";
import { floorDivTflm } from "./tflm.js";

export const floorDiv = binaryOperator({
  op: "FLOOR_DIV",
  resolverCall: "AddFloorDiv",
  summary: "floor(a / b), with broadcasting; where b is 0 the result is infinite or not a number, TFLM stops there.",
  maxVersion: 3,
  signatures: sameTypes("float32"),
  constraints: [constantDivisorNotZero],
  // The quotient is a double; its floor is rounded to float32 once.
  element: () => (a: number, b: number) => Math.fround(Math.floor(a / b)),
  arithmetic(_, kernel) {
    kernel.include("tinygen_float.h");
    return { termType: "float", terms: plainTerms, join: (a, b) => `tinygen_floor_divide(${a}, ${b})` };
  },
  tflm: floorDivTflm,
});
