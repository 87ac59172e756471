// SPDX-License-Identifier: Apache-2.0
/** LOGISTIC: constraints, values against the real function, symmetry. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import { logistic } from "./index.js";

const node = (input: object = {}, output: object = {}): OpCase<Record<string, never>> => ({
  inputs: [{ shape: [5], dtype: "int8", quantization: affine(0.0625), ...input }],
  outputs: [{ shape: [5], dtype: "int8", quantization: affine(1 / 256, -128), ...output }],
  attributes: {},
});
const wide = (scale: number, output: object = {}): OpCase<Record<string, never>> =>
  node({ dtype: "int16", quantization: affine(scale) }, { dtype: "int16", quantization: affine(2 ** -15), ...output });

describe("constraints", () => {
  test("accept int8 and int16", () => {
    expect(violations(logistic, node())).toEqual([]);
    expect(violations(logistic, wide(1 / 4096))).toEqual([]);
  });

  test.each([
    ["type", node({ dtype: "uint8" }, { dtype: "uint8" }), "signature"],
    ["shape", node({}, { shape: [4] }), "element-count: input 0 is 5, output 0 is 4"],
    ["scale", node({ quantization: affine(0) }), "per-tensor-quantization: input 0 has scale 0"],
    ["zero point", node({}, { quantization: affine(1 / 256) }), "zero-point-of-output: output 0 has zero point 0"],
    ["input scale", node({ quantization: affine(2 ** -30) }), `input-scale: the scale is ${2 ** -30}`],
    [
      "int16 zero point",
      node({ dtype: "int16", quantization: affine(1, 4) }, { dtype: "int16", quantization: affine(2 ** -15) }),
      "zero-point-of-input-and-output: input 0 has zero point 4",
    ],
    ["int16 input scale", wide(3), "input-scale-int16: the scale is 3"],
    ["int16 output scale", wide(0.01, { quantization: affine(0.5) }), "output-scale-int16: the scale is 0.5"],
  ])("refuse the %s", (_, opCase, expected) => {
    expect(violations(logistic, opCase)).toContain(expected);
  });
});

test("int8 is within one step of the real function", () => {
  const stored = [-128, -20, 0, 20, 127];
  const expected = stored.map((x) => 256 / (1 + Math.exp(-x * 0.0625)) - 128);
  const actual = run(logistic, node(), stored);
  actual.forEach((value, i) => expect(Math.abs(value - Math.min(127, expected[i]!))).toBeLessThan(1));
  expect(actual[2]).toBe(0);
});

test.each([1 / 4096, 0.0003, 0.001, 1e-6])("int16 with scale %f is within 3e-4 of the real function", (scale) => {
  const stored = [-32768, -1000, 0, 1000, 32767];
  const expected = stored.map((x) => 1 / (1 + Math.exp(-x * Math.fround(scale))));
  run(logistic, wide(scale), stored).forEach((value, i) => {
    expect(Math.abs(value / 32768 - expected[i]!)).toBeLessThan(3e-4);
  });
});
