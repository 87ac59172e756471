// SPDX-License-Identifier: Apache-2.0
/** BROADCAST_TO: constraints, axes. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { broadcastTo } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

test("repeats rows and columns", () => {
  expect(run(broadcastTo, node([data(2), integers(2, 2)], data(2, 2)), [1, 2])).toEqual([1, 2, 1, 2]);
  expect(run(broadcastTo, node([data(2, 1), integers(2, 2)], data(2, 2)), [1, 2])).toEqual([1, 1, 2, 2]);
});

describe("constraints", () => {
  test("accept a scalar", () => {
    expect(violations(broadcastTo, node([data(), integers(3)], data(3)))).toEqual([]);
  });

  test.each<[string, OpCase<Readonly<Record<string, never>>>, string]>([
    ["another shape", node([data(2), integers(2, 2)], data(3, 2)), "output-shape: the output is 3x2, expected 2x2"],
    ["what does not broadcast", node([data(2), integers(3)], data(3)), "broadcast: input 2, output 3"],
    ["fewer axes", node([data(1, 2), integers(2)], data(2)), "broadcast: input 1x2, output 2"],
    [
      "six axes",
      node([data(1), integers(1, 1, 1, 1, 1, 1)], data(1, 1, 1, 1, 1, 1)),
      "output-shape: the output is 1x1x1x1x1x1, expected 1x1x1x1x1x1",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(broadcastTo, opCase)).toContain(expected);
  });
});
