// SPDX-License-Identifier: Apache-2.0
/** RESIZE_BILINEAR: constraints, mixtures, roundings, alignments. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { ResizeAttributes } from "../shared/resize.js";
import { resizeBilinear } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (
  input: CaseTensor,
  size: CaseTensor,
  output: CaseTensor,
  attributes: Partial<ResizeAttributes> = {},
): OpCase<ResizeAttributes> => ({
  inputs: [input, size],
  outputs: [output],
  attributes: { alignCorners: false, halfPixelCenters: false, ...attributes },
});

const row = (from: number[], to: number, attributes: Partial<ResizeAttributes> = {}): number[] =>
  run(resizeBilinear, node(data(1, 1, from.length, 1), integers(1, to), data(1, 1, to, 1), attributes), from);

test("mixes neighbours; ties go away from zero", () => {
  expect(row([10, 21, -21], 6)).toEqual([10, 16, 21, 0, -21, -21]);
  expect(row([0, -1], 4)).toEqual([0, -1, -1, -1]);
});

test("aligned corners", () => {
  expect(row([0, 100], 5, { alignCorners: true })).toEqual([0, 25, 50, 75, 100]);
});

test("pixel centres, the margins repeat the edge", () => {
  expect(row([0, 100], 4, { halfPixelCenters: true })).toEqual([0, 25, 75, 100]);
});

test("both axes", () => {
  const opCase = node(data(1, 2, 2, 1), integers(3, 3), data(1, 3, 3, 1), { alignCorners: true });
  expect(run(resizeBilinear, opCase, [0, 40, 80, 120])).toEqual([0, 20, 40, 40, 60, 80, 80, 100, 120]);
});

test("float32", () => {
  const float = (...shape: number[]): CaseTensor => ({ shape, dtype: "float32" });
  const opCase = node(float(1, 1, 2, 1), integers(1, 4), float(1, 1, 4, 1));
  expect(run(resizeBilinear, opCase, [1, 2])).toEqual([1, 1.5, 2, 2]);
});

describe("constraints", () => {
  test("accept a plain node", () => {
    expect(violations(resizeBilinear, node(data(1, 2, 2, 3), integers(4, 4), data(1, 4, 4, 3)))).toEqual([]);
  });

  test.each<[string, OpCase<ResizeAttributes>, string]>([
    [
      "two alignments",
      node(data(1, 2, 2, 1), integers(4, 4), data(1, 4, 4, 1), { alignCorners: true, halfPixelCenters: true }),
      "one-alignment: both are set",
    ],
    [
      // 1/1024 of a pixel is too coarse for this factor: the last position comes out as 3.
      "a factor that leads outside",
      node(data(1, 1, 3, 1), integers(1, 2000), data(1, 1, 2000, 1)),
      "sources-inside: 1x1x3x1 to 1x1x2000x1",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(resizeBilinear, opCase)).toContain(expected);
  });
});
