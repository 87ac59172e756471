// SPDX-License-Identifier: Apache-2.0
/** FLOOR: largest integer not above x, on float32 (TFLM has no other type). */
import { floatUnaryOperator } from "../shared/unary-operator.js";
import { floorTflm } from "./tflm.js";

export const floor = floatUnaryOperator({
  op: "FLOOR",
  resolverCall: "AddFloor",
  summary: "Largest integer not above x, on float32.",
  element: Math.floor,
  expression: (x) => `tinygen_floor(${x})`,
  header: "tinygen_float.h",
  tflm: floorTflm,
});
