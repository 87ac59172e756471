// SPDX-License-Identifier: Apache-2.0
/** LEAKY_RELU: both slopes by hand, negative slopes, and the rules. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { LeakyReluAttributes } from "./attributes.js";
import { leakyRelu } from "./index.js";

function quantized(dtype: "int8" | "int16", alpha: number): OpCase<LeakyReluAttributes> {
  return {
    inputs: [{ shape: [4], dtype, quantization: affine(0.5, 2) }],
    outputs: [{ shape: [4], dtype, quantization: affine(0.25, -3) }],
    attributes: { alpha },
  };
}

describe("values", () => {
  // The half of −1 is rounded upwards.
  test.each(["int8", "int16"] as const)("%s: doubles above the zero point, halves below", (dtype) => {
    expect(run(leakyRelu, quantized(dtype, 0.25), [2, 12, -18, 1])).toEqual([-3, 17, -13, -3]);
  });

  test("a negative slope turns the sign", () => {
    expect(run(leakyRelu, quantized("int8", -0.25), [2, 12, -18, -38])).toEqual([-3, 17, 7, 17]);
  });

  test("float32", () => {
    const tensor = { shape: [3], dtype: "float32" as const };
    const opCase = { inputs: [tensor], outputs: [tensor], attributes: { alpha: 0.1 } };
    expect(run(leakyRelu, opCase, [2, -3, 0])).toEqual([2, Math.fround(-3 * Math.fround(0.1)), 0]);
  });
});

test("the slope must be finite", () => {
  expect(violations(leakyRelu, quantized("int8", 0.25))).toEqual([]);
  expect(violations(leakyRelu, quantized("int8", NaN))).toEqual(["alpha: alpha is NaN"]);
});
