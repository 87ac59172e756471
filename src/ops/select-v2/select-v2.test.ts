// SPDX-License-Identifier: Apache-2.0
/** SELECT_V2: broadcasting of all three inputs, and the rules. */
import { expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import type { Shape } from "../../ir/shape.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { selectV2 } from "./index.js";

const choose = (condition: Shape, x: Shape, y: Shape, output: Shape): OpCase<NoAttributes> => ({
  inputs: [
    { shape: condition, dtype: "bool" },
    { shape: x, dtype: "int8" },
    { shape: y, dtype: "int8" },
  ],
  outputs: [{ shape: output, dtype: "int8" }],
  attributes: {},
});

test("equal shapes, a condition by row, and scalars", () => {
  expect(run(selectV2, choose([3], [3], [3], [3]), [1, 0, 1], [1, 2, 3], [4, 5, 6])).toEqual([1, 5, 3]);
  expect(run(selectV2, choose([2, 1], [3], [], [2, 3]), [1, 0], [1, 2, 3], [9])).toEqual([1, 2, 3, 9, 9, 9]);
  expect(run(selectV2, choose([], [2], [2], [2]), [0], [1, 2], [3, 4])).toEqual([3, 4]);
});

test("shapes must broadcast to the output's", () => {
  expect(violations(selectV2, choose([2, 1], [3], [], [2, 3]))).toEqual([]);
  expect(violations(selectV2, choose([2], [3], [], [3]))).toEqual(["broadcast: inputs 2, 3, scalar, output 3"]);
});
