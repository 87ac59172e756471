// SPDX-License-Identifier: Apache-2.0
/** DYNAMIC_UPDATE_SLICE: constraints, places. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { dynamicUpdateSlice } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

const starts: CaseTensor = { shape: [2], dtype: "int32" };
const opCase = node([data(2, 3), data(1, 2), starts], data(2, 3));

test("replaces a part; starts outside are moved to where it fits", () => {
  expect(violations(dynamicUpdateSlice, opCase)).toEqual([]);
  expect(run(dynamicUpdateSlice, opCase, [1, 2, 3, 4, 5, 6], [8, 9], [1, 0])).toEqual([1, 2, 3, 8, 9, 6]);
  expect(run(dynamicUpdateSlice, opCase, [1, 2, 3, 4, 5, 6], [8, 9], [-5, 7])).toEqual([1, 8, 9, 4, 5, 6]);
});

describe("constraints", () => {
  test.each<[string, OpCase<Readonly<Record<string, never>>>, string]>([
    ["mixed types", node([data(2), { ...data(1), dtype: "int16" }, integers(0)], data(2)), "signature"],
    ["a larger update", node([data(2), data(3), integers(0)], data(2)), "update: update 3 of 2"],
    ["another rank", node([data(2), data(1, 1), integers(0)], data(2)), "update: update 1x1 of 2"],
    ["too few starts", node([data(2, 2), data(1, 1), integers(0)], data(2, 2)), "length-of-input-2: input 2 is 1"],
    ["another shape", node([data(2), data(1), integers(0)], data(3)), "output-shape: the output is 3, expected 2"],
  ])("refuse %s", (_, refused, expected) => {
    expect(violations(dynamicUpdateSlice, refused)).toContain(expected);
  });
});
