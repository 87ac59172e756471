// SPDX-License-Identifier: Apache-2.0
/** SQUEEZE: constraints and result. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { SqueezeAttributes } from "./attributes.js";
import { squeeze } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const node = (axes: number[], input: CaseTensor, output: CaseTensor): OpCase<SqueezeAttributes> => ({
  inputs: [input],
  outputs: [output],
  attributes: { axes },
});

test("keeps the elements", () => {
  const opCase = node([0, -1], data(1, 2, 1), data(2));
  expect(violations(squeeze, opCase)).toEqual([]);
  expect(run(squeeze, opCase, [3, 4])).toEqual([3, 4]);
});

describe("constraints", () => {
  test("refuse axes that cannot be dropped", () => {
    expect(violations(squeeze, node([1], data(1, 2), data(2)))).toEqual(["squeezed-axes: axis 1 of 1x2"]);
    expect(violations(squeeze, node([2], data(1, 2), data(2)))).toEqual(["squeezed-axes: axis 2 of 1x2"]);
  });

  test("refuse another number of elements", () => {
    expect(violations(squeeze, node([], data(1, 2), data(1)))).toEqual([
      "element-count: input 0 is 1x2, output 0 is 1",
    ]);
  });
});
