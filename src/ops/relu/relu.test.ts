// SPDX-License-Identifier: Apache-2.0
/** RELU: constraints, clamp, rescale. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import { relu } from "./index.js";

const node = (input: object, output: object = input): OpCase<Record<string, never>> => ({
  inputs: [{ shape: [4], dtype: "int8", quantization: affine(1), ...input }],
  outputs: [{ shape: [4], dtype: "int8", quantization: affine(1), ...output }],
  attributes: {},
});

describe("constraints", () => {
  test("accept int8, int16 and float32", () => {
    expect(violations(relu, node({}))).toEqual([]);
    expect(violations(relu, node({ dtype: "int16" }))).toEqual([]);
    expect(violations(relu, node({ dtype: "float32" }))).toEqual([]);
  });

  test.each([
    ["type", node({ dtype: "uint8" }), "signature"],
    ["shape", node({}, { shape: [5] }), "element-count: input 0 is 4, output 0 is 5"],
    ["scale", node({ quantization: affine(0) }), "per-tensor-quantization: input 0 has scale 0"],
    [
      "int16 zero point",
      node({ dtype: "int16", quantization: affine(1, 3) }),
      "zero-point-of-input-and-output: input 0 has zero point 3",
    ],
  ])("refuse the %s", (_, opCase, expected) => {
    expect(violations(relu, opCase)).toContain(expected);
  });
});

test("clamps below the zero point", () => {
  expect(run(relu, node({ quantization: affine(1, -5) }), [-128, -6, -5, 127])).toEqual([-5, -5, -5, 127]);
});

test("rescales and rounds halves away from zero", () => {
  // From scale 1 to scale 2: 3 becomes 1.5, stored as 2; 255 − 128 saturates.
  expect(run(relu, node({}, { quantization: affine(2) }), [3, 1, -3, 127])).toEqual([2, 1, 0, 64]);
  expect(run(relu, node({}, { quantization: affine(0.25) }), [1, 100, -3, 31])).toEqual([4, 127, 0, 124]);
});

test("float32", () => {
  expect(run(relu, node({ dtype: "float32" }), [-1, 0, 0.5, 9])).toEqual([0, 0, 0.5, 9]);
});
