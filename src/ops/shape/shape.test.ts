// SPDX-License-Identifier: Apache-2.0
/** SHAPE: constraints and result. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { shape } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

test("gives the extents", () => {
  const opCase = node([data(2, 1, 3)], { shape: [3], dtype: "int32" });
  expect(violations(shape, opCase)).toEqual([]);
  expect(run(shape, opCase, [0, 0, 0, 0, 0, 0])).toEqual([2, 1, 3]);
});

describe("constraints", () => {
  test("refuse 64-bit extents and another length", () => {
    expect(violations(shape, node([data(2)], { shape: [1], dtype: "int64" }))).toEqual(["signature"]);
    expect(violations(shape, node([data(2)], { shape: [2], dtype: "int32" }))).toEqual([
      "output-shape: the output is 2, expected 1",
    ]);
  });
});
