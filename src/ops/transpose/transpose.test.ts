// SPDX-License-Identifier: Apache-2.0
/** TRANSPOSE: constraints and permutations. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { transpose } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

describe("constraints", () => {
  test("accept a permutation", () => {
    expect(violations(transpose, node([data(2, 3), integers(1, 0)], data(3, 2)))).toEqual([]);
  });

  test.each<[string, OpCase<Readonly<Record<string, never>>>, string]>([
    ["int32 data", node([{ ...data(2), dtype: "int32" }, integers(0)], { ...data(2), dtype: "int32" }), "signature"],
    [
      "an axis twice",
      node([data(2, 3), integers(1, 1)], data(3, 3)),
      "permutation: input 1 is (1, 1), input 0 has shape 2x3",
    ],
    [
      "negative axes",
      node([data(2, 3), integers(-1, 0)], data(3, 2)),
      "permutation: input 1 is (-1, 0), input 0 has shape 2x3",
    ],
    ["another shape", node([data(2, 3), integers(1, 0)], data(2, 3)), "output-shape: the output is 2x3, expected 3x2"],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(transpose, opCase)).toContain(expected);
  });
});

test("turns rows into columns", () => {
  const opCase = node([data(2, 3), integers(1, 0)], data(3, 2));
  expect(run(transpose, opCase, [1, 2, 3, 4, 5, 6])).toEqual([1, 4, 2, 5, 3, 6]);
});

test("output axis i is input axis perm[i]", () => {
  const opCase = node([data(2, 1, 3), integers(2, 0, 1)], data(3, 2, 1));
  expect(run(transpose, opCase, [1, 2, 3, 4, 5, 6])).toEqual([1, 4, 2, 5, 3, 6]);
});
