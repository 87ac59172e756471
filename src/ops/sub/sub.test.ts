// SPDX-License-Identifier: Apache-2.0
/** SUB: differences by hand, the clamp of each type, and the rules. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { FusedActivation } from "../../quant/activation.js";
import type { SubAttributes } from "./attributes.js";
import { sub } from "./index.js";

function int8(outputScale: number, activation: FusedActivation = "NONE"): OpCase<SubAttributes> {
  return {
    inputs: [
      { shape: [4], dtype: "int8", quantization: affine(0.5, 1) },
      { shape: [4], dtype: "int8", quantization: affine(0.25, -2) },
    ],
    outputs: [{ shape: [4], dtype: "int8", quantization: affine(outputScale, 3) }],
    attributes: { activation },
  };
}

const plain = (dtype: "int32" | "float32", activation: FusedActivation = "NONE"): OpCase<SubAttributes> => ({
  inputs: [
    { shape: [2], dtype },
    { shape: [], dtype },
  ],
  outputs: [{ shape: [2], dtype }],
  attributes: { activation },
});

describe("values", () => {
  test("int8: (10 · 0.5) − (8 · 0.25) = 12 · 0.25", () => {
    expect(run(sub, int8(0.25), [11, 1, 127, -128], [6, -2, -128, 127])).toEqual([15, 3, 127, -128]);
  });

  test("int8 with RELU stays at or above the zero point", () => {
    expect(run(sub, int8(0.25, "RELU"), [11, 1, 1, -128], [6, -2, 127, 127])).toEqual([15, 3, 3, 3]);
  });

  test("int32 wraps and honours the activation as it is", () => {
    expect(run(sub, plain("int32"), [-0x80000000, 5], [1])).toEqual([0x7fffffff, 4]);
    expect(run(sub, plain("int32", "RELU6"), [10, -10], [1])).toEqual([6, 0]);
  });

  test("float32 rounds once and keeps infinities out", () => {
    expect(run(sub, plain("float32"), [Math.fround(0.1), Infinity], [1])).toEqual([
      Math.fround(Math.fround(0.1) - 1),
      (2 - 2 ** -23) * 2 ** 127,
    ]);
  });
});

describe("rules", () => {
  test("the factor to the output must be below 1", () => {
    expect(violations(sub, int8(2 ** -18))).toEqual([]);
    expect(violations(sub, int8(2 ** -20))).toEqual(["factor-below-one: it is 1"]);
  });

  test("int32 is not quantised", () => {
    const quantised = { shape: [2], dtype: "int32" as const, quantization: affine(1) };
    expect(violations(sub, { ...plain("int32"), inputs: [quantised, { shape: [], dtype: "int32" }] })).toEqual([
      "int32-is-not-quantised: input 0 has scale 1",
    ]);
  });

  test("TANH cannot be fused", () => {
    expect(violations(sub, int8(0.25, "TANH"))).toEqual(["fused-activation: TANH"]);
  });
});
