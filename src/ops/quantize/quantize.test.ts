// SPDX-License-Identifier: Apache-2.0
/** QUANTIZE: constraints, rounding, saturation, zero points. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import { quantize } from "./index.js";

const node = (input: object, output: object): OpCase<Record<string, never>> => ({
  inputs: [{ shape: [4], dtype: "int8", quantization: affine(1), ...input }],
  outputs: [{ shape: [4], dtype: "int8", quantization: affine(1), ...output }],
  attributes: {},
});
const fromFloat = (output: object): OpCase<Record<string, never>> => ({
  ...node({}, output),
  inputs: [{ shape: [4], dtype: "float32" }],
});

describe("constraints", () => {
  test("accept the combinations of TFLM", () => {
    expect(violations(quantize, fromFloat({}))).toEqual([]);
    expect(violations(quantize, node({ dtype: "int32" }, { dtype: "int16" }))).toEqual([]);
  });

  test.each([
    ["float32 to int32", fromFloat({ dtype: "int32" }), "signature"],
    ["int16 to uint8", node({ dtype: "int16" }, { dtype: "uint8" }), "signature"],
    ["another shape", node({}, { shape: [2] }), "element-count: input 0 is 4, output 0 is 2"],
    [
      "several scales",
      node({}, { quantization: { scales: [1, 2], zeroPoints: [0, 0], axis: 0 } }),
      "per-tensor-quantization: output 0 has 2 scales",
    ],
    ["an unquantised input", node({ quantization: affine(0) }, {}), "input-quantization: input 0 has scale 0"],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(quantize, opCase)).toContain(expected);
  });
});

test("float32: halves go away from zero, the rest saturates", () => {
  const half = fromFloat({ quantization: affine(0.5, -1) });
  expect(run(quantize, half, [0.25, -0.25, 0.24, 1e9])).toEqual([0, -2, -1, 127]);
  expect(run(quantize, half, [-1e9, Infinity, -Infinity, 0])).toEqual([-128, 127, -128, -1]);
});

test("int8 to uint8 by zero points 128 apart", () => {
  const shift = node({ quantization: affine(0.1, -128) }, { dtype: "uint8", quantization: affine(0.1, 0) });
  expect(run(quantize, shift, [-128, -1, 0, 127])).toEqual([0, 127, 128, 255]);
});

test("between scales with rounding and saturation", () => {
  // A factor of one half needs no shift, so only the high product rounds: 1.5 becomes 2 and −1.5 becomes −1.
  expect(run(quantize, node({}, { quantization: affine(2, 1) }), [3, -3, 127, 0])).toEqual([3, 0, 65, 1]);
  const widen = node({ quantization: affine(0.5, 3) }, { dtype: "int16", quantization: affine(0.001) });
  expect(run(quantize, widen, [4, 3, 2, 127])).toEqual([500, 0, -500, 32767]);
  const narrow = node({ dtype: "int32", quantization: affine(0.001) }, { quantization: affine(0.5) });
  expect(run(quantize, narrow, [500, -749, 1 << 30, -(2 ** 31)])).toEqual([1, -1, 127, -128]);
});
