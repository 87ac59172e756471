// SPDX-License-Identifier: Apache-2.0
/** RESHAPE: constraints, a view of the same bytes. */
import { expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import { reshape } from "./index.js";

const node = (shape: readonly number[], output: object = {}): OpCase<Record<string, never>> => ({
  inputs: [
    { shape: [2, 3], dtype: "int16" },
    { shape: [shape.length], dtype: "int32", values: shape },
  ],
  outputs: [{ shape, dtype: "int16", ...output }],
  attributes: {},
});

test("accepts every shape of the same size, with and without the shape tensor", () => {
  expect(violations(reshape, node([3, 2]))).toEqual([]);
  expect(violations(reshape, { ...node([6]), inputs: [{ shape: [2, 3], dtype: "int16" }] })).toEqual([]);
});

test("refuses another size or type", () => {
  expect(violations(reshape, node([4]))).toEqual(["element-count: input 0 is 2x3, output 0 is 4"]);
  expect(violations(reshape, node([6], { dtype: "int8" }))).toEqual(["signature"]);
});

test("keeps the elements and is a view", () => {
  expect(run(reshape, node([6]), [1, 2, 3, 4, 5, 6])).toEqual([1, 2, 3, 4, 5, 6]);
  expect(reshape.views).toEqual([[0, 0]]);
});
