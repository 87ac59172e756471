// SPDX-License-Identifier: Apache-2.0
/** ADD_N: sums by hand with TFLM's extra zero point, and the rules. */
import { expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import { addN } from "./index.js";

const int8 = (zeroPoint: number) => ({ shape: [2], dtype: "int8" as const, quantization: affine(0.5, zeroPoint) });

test("three tensors; the zero point is taken off once more than there are inputs", () => {
  const opCase = (zero: number) => ({
    inputs: [int8(zero), int8(zero), int8(zero)],
    outputs: [int8(0)],
    attributes: {},
  });
  expect(run(addN, opCase(0), [1, 2], [10, 20], [30, -50])).toEqual([41, -28]);
  expect(run(addN, opCase(5), [6, 7], [15, 25], [35, -45])).toEqual([36, -33]);
});

test("float32 adds in the order of the inputs", () => {
  const tensor = { shape: [1], dtype: "float32" as const };
  const opCase = { inputs: [tensor, tensor, tensor], outputs: [tensor], attributes: {} };
  expect(run(addN, opCase, [1e8], [1], [-1e8])).toEqual([0]);
  expect(run(addN, opCase, [1e8], [-1e8], [1])).toEqual([1]);
});

test("all inputs have one quantisation and shape", () => {
  expect(violations(addN, { inputs: [int8(0), int8(1)], outputs: [int8(0)], attributes: {} })).toEqual([
    "equal-quantization: input 1 differs from input 0",
  ]);
  const longer = { ...int8(0), shape: [3] };
  expect(violations(addN, { inputs: [int8(0), longer], outputs: [int8(0)], attributes: {} })).toEqual([
    'shapes: "input 1" is 3',
  ]);
});
