// SPDX-License-Identifier: Apache-2.0
/** BROADCAST_ARGS: constraints, shapes. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { broadcastArgs } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

const extents = (count: number): CaseTensor => ({ shape: [count], dtype: "int32" });

test("a missing or single extent takes the other", () => {
  const opCase = node([extents(3), extents(2)], extents(3));
  expect(violations(broadcastArgs, opCase)).toEqual([]);
  expect(run(broadcastArgs, opCase, [4, 1, 3], [2, 1])).toEqual([4, 2, 3]);
});

test("64-bit extents pass through 32 bits", () => {
  const wide: CaseTensor = { shape: [1], dtype: "int64" };
  expect(run(broadcastArgs, node([wide, wide], wide), [2 ** 32 + 5], [1])).toEqual([5]);
});

describe("constraints", () => {
  test("refuse other types and lengths", () => {
    expect(violations(broadcastArgs, node([data(1), data(1)], data(1)))).toEqual(["signature"]);
    expect(violations(broadcastArgs, node([extents(1), extents(2)], extents(1)))).toEqual([
      "output-shape: the output is 1, expected 2",
    ]);
  });
});
