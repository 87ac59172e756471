// SPDX-License-Identifier: Apache-2.0
/** ROUND: nearest integer with ties to even, on float32 (TFLM has no other type). */
import { floatUnaryOperator } from "../shared/unary-operator.js";
import { roundTflm } from "./tflm.js";

export const round = floatUnaryOperator({
  op: "ROUND",
  resolverCall: "AddRound",
  summary: "Nearest integer with ties to even, on float32.",
  element: roundToEven,
  expression: (x) => `tinygen_round_to_even(${x})`,
  header: "tinygen_float.h",
  sameShape: true,
  tflm: roundTflm,
});

/** Mirrors tflite::reference_ops::RoundToNearest, which gives +0 between −½ and 0. */
function roundToEven(x: number): number {
  const low = Math.floor(x);
  const rest = Math.fround(x - low);
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : Math.fround(low + 1);
}
