// SPDX-License-Identifier: Apache-2.0
/** PACK: constraints, axes. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { PackAttributes } from "./attributes.js";
import { pack } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const node = (
  axis: number,
  inputs: CaseTensor[],
  output: CaseTensor,
  count = inputs.length,
): OpCase<PackAttributes> => ({
  inputs,
  outputs: [output],
  attributes: { axis, valuesCount: count },
});

test("stacks along the first and the last axis", () => {
  expect(run(pack, node(0, [data(2), data(2)], data(2, 2)), [1, 2], [3, 4])).toEqual([1, 2, 3, 4]);
  expect(run(pack, node(-1, [data(2), data(2)], data(2, 2)), [1, 2], [3, 4])).toEqual([1, 3, 2, 4]);
});

describe("constraints", () => {
  test("accept a plain node", () => {
    expect(violations(pack, node(1, [data(2), data(2)], data(2, 2)))).toEqual([]);
  });

  test.each<[string, OpCase<PackAttributes>, string]>([
    ["bool", node(0, [{ ...data(2), dtype: "bool" }], { ...data(1, 2), dtype: "bool" }), "signature"],
    ["another count", node(0, [data(2), data(2)], data(2, 2), 3), "values-count: 3 of 2"],
    ["an axis outside", node(2, [data(2)], data(1, 2)), "axis: axis 2 of 2 dimensions"],
    ["unequal shapes", node(0, [data(2), data(3)], data(2, 2)), 'equal-shapes: input 0 is 2, "input 1" 3'],
    ["another shape", node(0, [data(2), data(2)], data(4)), "output-shape: the output is 4, expected 2x2"],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(pack, opCase)).toContain(expected);
  });
});
