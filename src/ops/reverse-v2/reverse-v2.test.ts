// SPDX-License-Identifier: Apache-2.0
/** REVERSE_V2: constraints, axes. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { reverseV2 } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

const VALUES = [1, 2, 3, 4, 5, 6];

test.each([
  [[0], [4, 5, 6, 1, 2, 3]],
  [[-1], [3, 2, 1, 6, 5, 4]],
  [
    [1, 0],
    [6, 5, 4, 3, 2, 1],
  ],
])("axes %j", (axes, expected) => {
  const opCase = node([data(2, 3), integers(...axes)], data(2, 3));
  expect(violations(reverseV2, opCase)).toEqual([]);
  expect(run(reverseV2, opCase, VALUES)).toEqual(expected);
});

describe("constraints", () => {
  test.each<[string, OpCase<Readonly<Record<string, never>>>, string]>([
    ["axes apart", node([data(1, 2, 3), integers(0, 2)], data(1, 2, 3)), "axes: axes (0, 2) of 1x2x3"],
    ["an axis twice", node([data(2, 3), integers(1, -1)], data(2, 3)), "axes: axes (1, -1) of 2x3"],
    ["an axis outside", node([data(2, 3), integers(2)], data(2, 3)), "axes: axes (2) of 2x3"],
    ["another shape", node([data(2, 3), integers(0)], data(3, 2)), "output-shape: the output is 3x2, expected 2x3"],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(reverseV2, opCase)).toContain(expected);
  });
});
