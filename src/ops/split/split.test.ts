// SPDX-License-Identifier: Apache-2.0
/** SPLIT: constraints, axes. */
import { describe, expect, test } from "vitest";
import { viewOfCase, violations } from "../../../test/support/one-node.js";
import { type CaseTensor, encode, type OpCase } from "../../../test/support/op-case.js";
import { fromBytes } from "../../ir/tensor-data.js";
import { split } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

/** Elements of every output. */
function runAll(opCase: OpCase<Readonly<Record<string, never>>>, values: readonly number[]): number[][] {
  const view = viewOfCase(split.op, opCase);
  const inputs = view.inputs.map((tensor) => {
    const bytes = tensor!.storage.kind === "constant" ? tensor!.storage.data : encode(tensor!, values);
    return fromBytes(tensor!, bytes);
  });
  const context = { callGraph: () => [], resources: new Map(), state: new Map(), unwrittenByte: 0 };
  return split.evaluate(view, inputs, context).map((result) => Array.from(result.data, Number));
}

test("cuts rows and columns", () => {
  expect(runAll(node([integers(0), data(2, 2)], data(1, 2), data(1, 2)), [1, 2, 3, 4])).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(runAll(node([integers(-1), data(2, 2)], data(2, 1), data(2, 1)), [1, 2, 3, 4])).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

describe("constraints", () => {
  test("accept a plain node", () => {
    expect(violations(split, node([integers(0), data(4)], data(2), data(2)))).toEqual([]);
  });

  test.each<[string, OpCase<Readonly<Record<string, never>>>, string]>([
    ["uint8", node([integers(0), { ...data(2), dtype: "uint8" }], { ...data(2), dtype: "uint8" }), "signature"],
    ["further inputs", node([integers(0), data(2), data(2)], data(2)), "signature"],
    ["two axes", node([integers(0, 1), data(2)], data(2)), "length-of-input-0: input 0 is 2"],
    ["an axis outside", node([integers(1), data(2)], data(2)), "axis: axis 1 of 1 dimensions"],
    ["unequal parts", node([integers(0), data(3)], data(1), data(2)), 'equal-outputs: output 0 is 1, "output 1" 2'],
    ["a rest", node([integers(0), data(3)], data(1), data(1)), "outputs: the outputs add up to 2, the input has 3"],
    [
      "another extent beside",
      node([integers(0), data(2, 2)], data(1, 2), data(1, 3)),
      "outputs: output of 1x3 for an input of 2x2",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(split, opCase)).toContain(expected);
  });
});
