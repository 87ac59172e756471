// SPDX-License-Identifier: Apache-2.0
/** MUL: products by hand, wrapping, and the rules. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { MulAttributes } from "./attributes.js";
import { mul } from "./index.js";

const attributes: MulAttributes = { activation: "NONE" };

function quantized(
  dtype: "int8" | "int16",
  outputScale: number,
  zeroPoints: readonly [number, number, number],
): OpCase<MulAttributes> {
  return {
    inputs: [
      { shape: [2, 2], dtype, quantization: affine(0.5, zeroPoints[0]) },
      { shape: [2], dtype, quantization: affine(0.25, zeroPoints[1]) },
    ],
    outputs: [{ shape: [2, 2], dtype, quantization: affine(outputScale, zeroPoints[2]) }],
    attributes,
  };
}

describe("values", () => {
  test("int8: (4 · 0.5) · (6 · 0.25) = 6 · 0.5, broadcast over rows", () => {
    expect(run(mul, quantized("int8", 0.5, [1, -2, 3]), [5, 1, -3, 127], [4, -2])).toEqual([9, 3, -3, 3]);
  });

  test("int16 rounds halves upwards where the factor is one half", () => {
    // 3 · 1 · 0.125 / 0.25 = 1.5 and −1.5.
    expect(run(mul, quantized("int16", 0.25, [0, 0, 0]), [3, 1, -3, 1], [1, 0])).toEqual([2, 0, -1, 0]);
  });

  test("int32 wraps as TFLM's WrappingMul", () => {
    const opCase: OpCase<MulAttributes> = {
      inputs: [
        { shape: [2], dtype: "int32" },
        { shape: [2], dtype: "int32" },
      ],
      outputs: [{ shape: [2], dtype: "int32" }],
      attributes,
    };
    expect(run(mul, opCase, [65536, 0x7fffffff], [65536, 3])).toEqual([0, 0x7ffffffd]);
    expect(run(mul, { ...opCase, attributes: { activation: "RELU_N1_TO_1" } }, [7, -7], [1, 1])).toEqual([1, -1]);
  });
});

describe("rules", () => {
  test("int16 has zero points 0", () => {
    expect(violations(mul, quantized("int16", 0.5, [0, 0, 0]))).toEqual([]);
    expect(violations(mul, quantized("int16", 0.5, [0, 4, 0]))).toEqual(["zero-points: input 1 has zero point 4"]);
  });

  test("the factor must fit a multiplier", () => {
    expect(violations(mul, quantized("int8", 2 ** -34, [0, 0, 0]))).toEqual([`factor: it is ${2 ** 31}`]);
  });
});
