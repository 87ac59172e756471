// SPDX-License-Identifier: Apache-2.0
/** GATHER: constraints, axes, shared leading axes, indices at run time. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { GatherAttributes } from "./attributes.js";
import { gather } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (
  inputs: CaseTensor[],
  output: CaseTensor,
  attributes: Partial<GatherAttributes> = {},
): OpCase<GatherAttributes> => ({ inputs, outputs: [output], attributes: { axis: 0, batchDims: 0, ...attributes } });

const VALUES = [1, 2, 3, 4, 5, 6];

test("picks rows and columns", () => {
  expect(run(gather, node([data(3, 2), integers(2, 0)], data(2, 2)), VALUES)).toEqual([5, 6, 1, 2]);
  expect(run(gather, node([data(2, 3), integers(2, 0)], data(2, 2), { axis: -1 }), VALUES)).toEqual([3, 1, 6, 4]);
});

test("shared leading axes have indices of their own", () => {
  const index: CaseTensor = { shape: [2, 1], dtype: "int32", values: [2, 0] };
  const opCase = node([data(2, 3), index], data(2, 1), { axis: 1, batchDims: 1 });
  expect(violations(gather, opCase)).toEqual([]);
  expect(run(gather, opCase, VALUES)).toEqual([3, 4]);
});

test("indices at run time are kept inside the axis", () => {
  const opCase = node([data(3, 2), { shape: [2], dtype: "int32" }], data(2, 2));
  expect(run(gather, opCase, VALUES, [-1, 3])).toEqual([1, 2, 5, 6]);
});

describe("constraints", () => {
  test.each<[string, OpCase<GatherAttributes>, string]>([
    ["int16", node([{ ...data(2), dtype: "int16" }, integers(0)], { ...data(1), dtype: "int16" }), "signature"],
    [
      "an axis outside",
      node([data(2), integers(0)], data(1), { axis: 1 }),
      "axes: axis 1, 0 shared, input 2, indices 1",
    ],
    [
      "unequal leading axes",
      node([data(2, 3), integers(0)], data(2), { axis: 1, batchDims: 1 }),
      "axes: axis 1, 1 shared, input 2x3, indices 1",
    ],
    ["another shape", node([data(3, 2), integers(0)], data(2, 2)), "output-shape: the output is 2x2, expected 1x2"],
    ["a constant index outside", node([data(2), integers(2)], data(1)), "index-range: index 2 of 2"],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(gather, opCase)).toContain(expected);
  });
});
