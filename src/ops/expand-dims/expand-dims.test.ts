// SPDX-License-Identifier: Apache-2.0
/** EXPAND_DIMS: constraints and result. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { expandDims } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

test.each([
  [0, data(1, 2, 3)],
  [-1, data(2, 3, 1)],
  [1, data(2, 1, 3)],
])("inserts axis %i", (axis, output) => {
  const opCase = node([data(2, 3), integers(axis)], output);
  expect(violations(expandDims, opCase)).toEqual([]);
  expect(run(expandDims, opCase, [1, 2, 3, 4, 5, 6])).toEqual([1, 2, 3, 4, 5, 6]);
});

describe("constraints", () => {
  test("refuse an axis outside, two axes, another shape, a 64-bit axis", () => {
    expect(violations(expandDims, node([data(2), integers(2)], data(2, 1)))).toEqual(["axis: axis 2 of 2"]);
    expect(violations(expandDims, node([data(2), integers(0, 1)], data(1, 2)))).toContain(
      "length-of-input-1: input 1 is 2",
    );
    expect(violations(expandDims, node([data(2), integers(0)], data(2, 1)))).toEqual([
      "output-shape: the output is 2x1, expected 1x2",
    ]);
    expect(violations(expandDims, node([data(2), { ...integers(0), dtype: "int64" }], data(1, 2)))).toEqual([
      "signature",
    ]);
  });
});
