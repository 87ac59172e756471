// SPDX-License-Identifier: Apache-2.0
/** RESIZE_NEAREST_NEIGHBOR: constraints, alignments. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { ResizeAttributes } from "../shared/resize.js";
import { resizeNearestNeighbor } from "./index.js";

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
  run(resizeNearestNeighbor, node(data(1, 1, from.length, 1), integers(1, to), data(1, 1, to, 1), attributes), from);

test("repeats and leaves out", () => {
  expect(row([1, 2], 4)).toEqual([1, 1, 2, 2]);
  expect(row([1, 2, 3, 4, 5], 3)).toEqual([1, 2, 4]);
});

test("aligned corners round, halves away from zero", () => {
  // Positions 0, 0.5, 1, 1.5, 2.
  expect(row([1, 2, 3], 5, { alignCorners: true })).toEqual([1, 2, 2, 3, 3]);
});

test("pixel centres", () => {
  // (x + 0.5) · 5 / 3 is 0.83, 2.5, 4.17.
  expect(row([1, 2, 3, 4, 5], 3, { halfPixelCenters: true })).toEqual([1, 3, 5]);
});

test("rows and channels", () => {
  const opCase = node(data(1, 2, 1, 2), integers(4, 1), data(1, 4, 1, 2));
  expect(run(resizeNearestNeighbor, opCase, [1, 2, 3, 4])).toEqual([1, 2, 1, 2, 3, 4, 3, 4]);
});

describe("constraints", () => {
  test("accept a plain node", () => {
    expect(violations(resizeNearestNeighbor, node(data(1, 2, 2, 3), integers(4, 4), data(1, 4, 4, 3)))).toEqual([]);
  });

  test.each<[string, OpCase<ResizeAttributes>, string]>([
    ["rank 3", node(data(2, 2, 3), integers(4, 4), data(4, 4, 3)), "rank: input 0 has shape 2x2x3"],
    ["one size", node(data(1, 2, 2, 3), integers(4), data(1, 4, 4, 3)), "length-of-input-1: input 1 is 1"],
    [
      "another shape",
      node(data(1, 2, 2, 3), integers(4, 4), data(1, 4, 5, 3)),
      "output-shape: the output is 1x4x5x3, expected 1x4x4x3",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(resizeNearestNeighbor, opCase)).toContain(expected);
  });
});
