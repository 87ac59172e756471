// SPDX-License-Identifier: Apache-2.0
/** MEAN: constraints, axes, rounding, wrapping sums. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { MeanAttributes } from "./attributes.js";
import { mean } from "./index.js";

const axes = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (change: Partial<OpCase<MeanAttributes>> = {}): OpCase<MeanAttributes> => ({
  inputs: [{ shape: [2, 3], dtype: "int8", quantization: affine(1) }, axes(1)],
  outputs: [{ shape: [2], dtype: "int8", quantization: affine(1) }],
  attributes: { keepDims: false },
  ...change,
});
const output = (shape: readonly number[], quantization = affine(1)): readonly CaseTensor[] => [
  { shape, dtype: "int8", quantization },
];
const input = (shape: readonly number[], quantization = affine(1)): CaseTensor => ({
  shape,
  dtype: "int8",
  quantization,
});

describe("constraints", () => {
  test("accept negative and repeated axes", () => {
    expect(violations(mean, node({ inputs: [input([2, 3]), axes(-1, 1)] }))).toEqual([]);
    expect(violations(mean, node({ outputs: output([2, 1]), attributes: { keepDims: true } }))).toEqual([]);
  });

  test.each<[string, Partial<OpCase<MeanAttributes>>, string]>([
    ["types", { outputs: [{ shape: [2], dtype: "int16", quantization: affine(1) }] }, "signature"],
    [
      "run-time axes",
      { inputs: [input([2, 3]), { shape: [1], dtype: "int32" }] },
      "constant-inputs: input 1 is computed at run time",
    ],
    ["a missing axis", { inputs: [input([2, 3]), axes(2)] }, "axes: axes 2 of 2x3"],
    ["another shape", { outputs: output([3]) }, "output-shape: the output is 3, not 2"],
    ["keep_dims", { attributes: { keepDims: true } }, "output-shape: the output is 2, not 2x1"],
    [
      "no quantisation",
      { outputs: [{ shape: [2], dtype: "int8" }] },
      "per-tensor-quantization: output 0 has no quantisation",
    ],
  ])("refuse %s", (_, change, expected) => {
    expect(violations(mean, node(change))).toContain(expected);
  });
});

test("means over inner, outer and all axes", () => {
  const values = [1, 2, 3, -5, -6, -7];
  expect(run(mean, node(), values)).toEqual([2, -6]);
  expect(run(mean, node({ inputs: [input([2, 3]), axes(0)], outputs: output([3]) }), values)).toEqual([-2, -2, -2]);
  expect(run(mean, node({ inputs: [input([2, 3]), axes(0, 1)], outputs: output([]) }), values)).toEqual([-2]);
});

test("alternating axes", () => {
  const inputs = [input([2, 2, 2]), axes(0, 2)];
  // Rows 0 and 1 of both planes: (1 + 2 + 5 + 6) / 4 and (3 + 4 + 7 + 8) / 4, halves away from zero.
  expect(run(mean, node({ inputs, outputs: output([2]) }), [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([4, 6]);
});

test("rescales with zero points and saturates", () => {
  const inputs = [input([2, 2], affine(0.5, 10)), axes(1)];
  // (20 − 10 + 40 − 10) · 0.5 / 2 = 10 real, stored with scale 0.25 and zero point −3 as 37.
  const rescaled = node({ inputs, outputs: output([2], affine(0.25, -3)) });
  expect(run(mean, rescaled, [20, 40, 127, 127])).toEqual([37, 127]);
});
