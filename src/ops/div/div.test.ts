// SPDX-License-Identifier: Apache-2.0
/** DIV: quotients by hand, zero divisors, and the rules. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { DivAttributes } from "./attributes.js";
import { div } from "./index.js";

const attributes: DivAttributes = { activation: "NONE" };

function int8(divisor: Partial<CaseTensor> = {}, outputScale = 1 / 64): OpCase<DivAttributes> {
  return {
    inputs: [
      { shape: [4], dtype: "int8", quantization: affine(0.5, 2) },
      { shape: [4], dtype: "int8", quantization: affine(0.5, -1), ...divisor },
    ],
    outputs: [{ shape: [4], dtype: "int8", quantization: affine(outputScale, -5) }],
    attributes,
  };
}

function plain(dtype: "int32" | "float32", divisor: Partial<CaseTensor> = {}): OpCase<DivAttributes> {
  return {
    inputs: [
      { shape: [4], dtype },
      { shape: [4], dtype, ...divisor },
    ],
    outputs: [{ shape: [4], dtype }],
    attributes,
  };
}

describe("values", () => {
  test("int8: 3 / 4 = 48 / 64, with signs on either side", () => {
    expect(run(div, int8(), [5, -1, 5, -1], [3, 3, -5, -5])).toEqual([43, -53, -53, 43]);
  });

  test("int32 goes towards zero; a zero divisor gives 0, the smallest number over −1 wraps", () => {
    expect(run(div, plain("int32"), [7, -7, 5, -0x80000000], [2, 2, 0, -1])).toEqual([3, -3, 0, -0x80000000]);
  });

  test("float32 rounds once; infinities become the largest number", () => {
    expect(run(div, plain("float32"), [1, 2, -3, 1], [3, 4, 2, 0])).toEqual([
      Math.fround(1 / 3),
      0.5,
      -1.5,
      (2 - 2 ** -23) * 2 ** 127,
    ]);
  });
});

describe("rules", () => {
  test("a constant divisor has no zeros, counted from its zero point", () => {
    expect(violations(div, int8({ values: [0, 1, 2, 3] }))).toEqual([]);
    expect(violations(div, int8({ values: [0, 1, -1, 3] }))).toEqual(["constant-divisor: element 2 is 0"]);
    expect(violations(div, plain("int32", { values: [1, 0, 1, 1] }))).toEqual(["constant-divisor: element 1 is 0"]);
  });

  test("the factor stays within the shifts that TFLM can do", () => {
    expect(violations(div, int8({}, 2 ** -23))).toEqual([`factor: it is ${2 ** 23}`]);
  });

  test("there is no int16", () => {
    const tensor = { shape: [1], dtype: "int16" as const, quantization: affine(1) };
    expect(violations(div, { inputs: [tensor, tensor], outputs: [tensor], attributes })).toEqual(["signature"]);
  });
});
