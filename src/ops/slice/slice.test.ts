// SPDX-License-Identifier: Apache-2.0
/** SLICE: constraints, the rest of an axis, begins at run time. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { slice } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

const VALUES = [1, 2, 3, 4, 5, 6];

describe("constraints", () => {
  test("accept a slice with the rest of an axis", () => {
    expect(violations(slice, node([data(2, 3), integers(1, 0), integers(-1, 2)], data(1, 2)))).toEqual([]);
  });

  test.each<[string, OpCase<Readonly<Record<string, never>>>, string]>([
    ["mixed index types", node([data(2), integers(0), { ...integers(1), dtype: "int64" }], data(1)), "signature"],
    [
      "short lists",
      node([data(2, 3), integers(1), integers(1, 2)], data(1, 2)),
      "lengths: input 1 is 1 for an input of 2 dimensions",
    ],
    [
      "another size",
      node([data(2, 3), integers(1, 0), integers(1, 2)], data(1, 3)),
      "sizes: the output is 1x3, expected 1x2",
    ],
    [
      "a slice outside",
      node([data(2, 3), integers(0, 2), integers(2, 2)], data(2, 2)),
      "inside: axis 1 takes 2 from 2 of 3",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(slice, opCase)).toContain(expected);
  });
});

test("takes rows and columns", () => {
  expect(run(slice, node([data(2, 3), integers(0, 1), integers(2, 2)], data(2, 2)), VALUES)).toEqual([2, 3, 5, 6]);
});

test("begins that are computed at run time are kept inside", () => {
  const opCase = node([data(2, 3), { shape: [2], dtype: "int32" }, integers(1, 2)], data(1, 2));
  expect(violations(slice, opCase)).toEqual([]);
  expect(run(slice, opCase, VALUES, [1, 1])).toEqual([5, 6]);
  expect(run(slice, opCase, VALUES, [-4, 99])).toEqual([2, 3]);
});
