// SPDX-License-Identifier: Apache-2.0
/** Clamp ranges of fused activations. */
import { describe, expect, test } from "vitest";
import { activationRange, integerRange } from "./activation.js";

describe("activationRange", () => {
  const common = { dtype: "int8", scale: Math.fround(6 / 255), zeroPoint: -128 } as const;

  test.each([
    ["NONE", -128, 127],
    ["RELU", -128, 127],
    ["RELU6", -128, 127],
    ["RELU_N1_TO_1", -128, -85],
    ["TANH", -128, 127],
    ["SIGN_BIT", -128, 127],
  ] as const)("%s of a tensor that starts at zero", (activation, min, max) => {
    // 1 / (6/255) = 42.5, which rounds away from zero: -128 + 43.
    expect(activationRange({ ...common, activation })).toEqual({ min, max });
  });

  test.each([
    ["NONE", -128, 127],
    ["RELU", 3, 127],
    ["RELU6", 3, 63],
    ["RELU_N1_TO_1", -7, 13],
  ] as const)("%s of a tensor with zero inside", (activation, min, max) => {
    expect(activationRange({ dtype: "int8", scale: Math.fround(0.1), zeroPoint: 3, activation })).toEqual({ min, max });
  });

  test("divides in float32", () => {
    // In double the quotient is below 20.5, the nearest float32 is 20.5 itself.
    const scale = Math.fround(6 / 20.5);
    expect(6 / scale).not.toBe(20.5);
    expect(activationRange({ dtype: "int16", scale, zeroPoint: 0, activation: "RELU6" }).max).toBe(21);
  });
});

test("integerRange knows the storage types and refuses others", () => {
  expect(integerRange("uint8")).toEqual({ min: 0, max: 255 });
  expect(integerRange("uint16")).toEqual({ min: 0, max: 65535 });
  expect(integerRange("int32")).toEqual({ min: -2147483648, max: 2147483647 });
  expect(() => integerRange("float32")).toThrow(RangeError);
});
