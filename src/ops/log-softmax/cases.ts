// SPDX-License-Identifier: Apache-2.0
/** Random cases of LOG_SOFTMAX for the differential suite. */
import fc from "fast-check";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import { perTensor, scaleBetween, shapes, zeroPoint } from "../../../test/support/op-case-arbitraries.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { logSoftmax } from "./index.js";

/** Scales from differences that all count to those of which only the largest does. */
const int8: fc.Arbitrary<OpCase<NoAttributes>> = fc
  .record({ shape: shapes({ maxRank: 4, maxElements: 500 }), scale: scaleBetween(-12, 6), zero: zeroPoint("int8") })
  .map(({ shape, scale, zero }) => ({
    inputs: [{ shape, dtype: "int8", quantization: perTensor(scale, zero) }],
    outputs: [{ shape, dtype: "int8", quantization: perTensor(1 / 16, 127) }],
    attributes: {},
  }));

const float32: fc.Arbitrary<OpCase<NoAttributes>> = shapes({ maxRank: 3, maxElements: 200 }).map((shape) => ({
  inputs: [{ shape, dtype: "float32", telling: [0, 1, -1, 5.5, 20, 88, -88, -200, 0.001] }],
  outputs: [{ shape, dtype: "float32" }],
  attributes: {},
}));

export const cases = defineCases(
  logSoftmax,
  fc.oneof({ weight: 3, arbitrary: int8 }, { weight: 1, arbitrary: float32 }),
);
