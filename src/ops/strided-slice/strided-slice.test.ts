// SPDX-License-Identifier: Apache-2.0
/** STRIDED_SLICE: constraints, masks, negative indices and strides. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { StridedSliceAttributes } from "./attributes.js";
import { stridedSlice } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (
  ranges: { begin: number[]; end: number[]; strides: number[] },
  output: CaseTensor,
  attributes: Partial<StridedSliceAttributes> = {},
  input = data(2, 3),
): OpCase<StridedSliceAttributes> => ({
  inputs: [input, integers(...ranges.begin), integers(...ranges.end), integers(...ranges.strides)],
  outputs: [output],
  attributes: {
    ...{ beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0, offset: false },
    ...attributes,
  },
});

const VALUES = [1, 2, 3, 4, 5, 6];
const all = { begin: [0, 0], end: [2, 3], strides: [1, 1] };

describe("constraints", () => {
  test("accept a plain slice", () => {
    expect(violations(stridedSlice, node(all, data(2, 3)))).toEqual([]);
  });

  test.each<[string, OpCase<StridedSliceAttributes>, string]>([
    ["the rank", node(all, data(2, 3), {}, data(1, 1, 1, 2, 3)), "rank: input 0 has shape 1x1x1x2x3"],
    ["ellipsis", node(all, data(2, 3), { ellipsisMask: 1 }), "masks: ellipsis_mask is 1"],
    ["new axes", node(all, data(2, 3), { newAxisMask: 2 }), "masks: new_axis_mask is 2"],
    ["offsets", node(all, data(2, 3), { offset: true }), "masks: offset is set"],
    [
      "short lists",
      node({ begin: [0], end: [2], strides: [1] }, data(2, 3)),
      "lengths: input 1 is 1 for an input of 2 dimensions",
    ],
    ["stride 0", node({ ...all, strides: [1, 0] }, data(2, 3)), "strides: a stride is 0"],
    [
      "an index outside",
      node({ ...all, begin: [2, 0] }, data(3), { shrinkAxisMask: 1 }),
      "shrunk-axes: axis 0 has stride 1 and index 2",
    ],
    [
      "a removed axis walked backwards",
      node({ ...all, begin: [1, 0], strides: [-1, 1] }, data(3), { shrinkAxisMask: 1 }),
      "shrunk-axes: axis 0 has stride -1 and index 1",
    ],
    ["another shape", node(all, data(2, 2)), "output-shape: the output is 2x2, expected 2x3"],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(stridedSlice, opCase)).toContain(expected);
  });
});

test("negative indices count from the end, indices beyond it are cut", () => {
  expect(run(stridedSlice, node({ begin: [-1, -2], end: [9, 9], strides: [1, 1] }, data(1, 2)), VALUES)).toEqual([
    5, 6,
  ]);
});

test("negative strides walk backwards, down to the first element by a mask", () => {
  const backwards = { begin: [1, 2], end: [0, 0], strides: [-1, -2] };
  expect(run(stridedSlice, node(backwards, data(2, 2), { endMask: 3 }), VALUES)).toEqual([6, 4, 3, 1]);
});

test("masks win over indices; removed axes take one element whatever the end is", () => {
  const one = { begin: [1, 7], end: [0, 0], strides: [1, 1] };
  const attributes = { beginMask: 2, endMask: 2, shrinkAxisMask: 1 };
  expect(run(stridedSlice, node(one, data(3), attributes), VALUES)).toEqual([4, 5, 6]);
});
