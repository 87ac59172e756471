// SPDX-License-Identifier: Apache-2.0
/** FLOOR_MOD: a − b · floor(a / b) on float32, exact, with broadcasting (tflite::reference_ops::FloorMod). */
import { plainTerms } from "../shared/binary-c.js";
import { binaryOperator, sameTypes } from "../shared/binary-operator.js";
import { floorModTflm } from "./tflm.js";

export const floorMod = binaryOperator({
  op: "FLOOR_MOD",
  resolverCall: "AddFloorMod",
  summary: "Remainder of a / b with the sign of b, with broadcasting; not a number where b is 0.",
  maxVersion: 2,
  signatures: sameTypes("float32"),
  element: () => (a: number, b: number) => {
    const rest = a % b;
    return rest !== 0 && b < 0 !== rest < 0 ? Math.fround(rest + b) : rest;
  },
  arithmetic(_, kernel) {
    kernel.include("tinygen_float.h");
    return { termType: "float", terms: plainTerms, join: (a, b) => `tinygen_floor_remainder(${a}, ${b})` };
  },
  tflm: floorModTflm,
});
