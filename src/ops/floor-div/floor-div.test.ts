// SPDX-License-Identifier: Apache-2.0
/** FLOOR_DIV: quotients rounded down, and constant zero divisors. */
import { expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { floorDiv } from "./index.js";

const opCase = (divisor: Partial<CaseTensor> = {}): OpCase<NoAttributes> => ({
  inputs: [
    { shape: [4], dtype: "float32" },
    { shape: [4], dtype: "float32", ...divisor },
  ],
  outputs: [{ shape: [4], dtype: "float32" }],
  attributes: {},
});

test("rounds the double quotient down", () => {
  expect(run(floorDiv, opCase(), [7, -7, 7, -0], [2, 2, -2, 3])).toEqual([3, -4, -4, -0]);
});

test("a constant divisor has no zeros", () => {
  expect(violations(floorDiv, opCase({ values: [1, 2, 3, 4] }))).toEqual([]);
  expect(violations(floorDiv, opCase({ values: [1, 2, 0, 4] }))).toEqual(["constant-divisor: element 2 is 0"]);
});
