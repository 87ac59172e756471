// SPDX-License-Identifier: Apache-2.0
/** SQUARED_DIFFERENCE: by hand for every type, and the rules. */
import { expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { squaredDifference } from "./index.js";

function quantized(dtype: "int8" | "int16", zeroPoint: number): OpCase<NoAttributes> {
  const input = { shape: [3], dtype, quantization: affine(0.5, zeroPoint) };
  return { inputs: [input, input], outputs: [{ shape: [3], dtype, quantization: affine(0.25, 0) }], attributes: {} };
}

test("(a − b)² on a quarter of the scale", () => {
  expect(run(squaredDifference, quantized("int8", 4), [4, 7, -4], [4, 4, 4])).toEqual([0, 9, 64]);
  // int16 halves each side first and rounds: 3 · ½ is 2.
  expect(run(squaredDifference, quantized("int16", 0), [0, 100, 3], [0, 0, 0])).toEqual([0, 10000, 16]);
});

test("int32 wraps, float32 rounds twice", () => {
  const plain = (dtype: "int32" | "float32"): OpCase<NoAttributes> => ({
    inputs: [
      { shape: [2], dtype },
      { shape: [2], dtype },
    ],
    outputs: [{ shape: [2], dtype }],
    attributes: {},
  });
  expect(run(squaredDifference, plain("int32"), [65536, -3], [0, 4])).toEqual([0, 49]);
  const f = Math.fround;
  expect(run(squaredDifference, plain("float32"), [f(0.1), 3], [1, 1])).toEqual([f(f(f(0.1) - 1) ** 2), 4]);
});

test("int16 has zero points 0", () => {
  expect(violations(squaredDifference, quantized("int16", 1))).toEqual(["zero-points: input 0 has zero point 1"]);
});
