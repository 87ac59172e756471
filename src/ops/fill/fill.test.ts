// SPDX-License-Identifier: Apache-2.0
/** FILL: constraints, values. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { fill } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

test("one value everywhere, from the model or from run time", () => {
  const constant: CaseTensor = { ...data(), values: [7] };
  expect(run(fill, node([integers(2, 2), constant], data(2, 2)))).toEqual([7, 7, 7, 7]);
  expect(run(fill, node([integers(3), data()], data(3)), [-2])).toEqual([-2, -2, -2]);
});

describe("constraints", () => {
  test.each<[string, OpCase<Readonly<Record<string, never>>>, string]>([
    ["int16", node([integers(2), { ...data(), dtype: "int16" }], { ...data(2), dtype: "int16" }), "signature"],
    ["a vector", node([integers(2), data(1)], data(2)), "scalar-value: it has the shape 1"],
    ["another shape", node([integers(2), data()], data(3)), "output-shape: the output is 3, expected 2"],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(fill, opCase)).toContain(expected);
  });
});
