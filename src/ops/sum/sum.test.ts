// SPDX-License-Identifier: Apache-2.0
/** SUM: rescaled sums by hand, float32 in order, and the rules. */
import { expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { ReduceAttributes } from "../shared/reduce-operator.js";
import { sum } from "./index.js";

const quantized = (dtype: "int8" | "int16", outputScale: number): OpCase<ReduceAttributes> => ({
  inputs: [
    { shape: [2, 3], dtype, quantization: affine(0.5, 2) },
    { shape: [1], dtype: "int32", values: [1] },
  ],
  outputs: [{ shape: [2], dtype, quantization: affine(outputScale, -1) }],
  attributes: { keepDims: false },
});

test.each(["int8", "int16"] as const)("%s: three differences from the zero point, halved", (dtype) => {
  expect(run(sum, quantized(dtype, 1), [12, 22, 32, 2, 2, -8])).toEqual([29, -6]);
});

test("float32 adds in ascending order", () => {
  const opCase: OpCase<ReduceAttributes> = {
    inputs: [
      { shape: [3], dtype: "float32" },
      { shape: [1], dtype: "int32", values: [0] },
    ],
    outputs: [{ shape: [], dtype: "float32" }],
    attributes: { keepDims: false },
  };
  expect(run(sum, opCase, [1e8, 1, -1e8])).toEqual([0]);
  expect(run(sum, opCase, [1e8, -1e8, 1])).toEqual([1]);
});

test("the factor must fit a multiplier", () => {
  expect(violations(sum, quantized("int8", 2 ** -32))).toEqual([`factor: it is ${2 ** 31}`]);
});
