// SPDX-License-Identifier: Apache-2.0
/** SPLIT_V: constraints, unequal parts. */
import { describe, expect, test } from "vitest";
import { viewOfCase, violations } from "../../../test/support/one-node.js";
import { type CaseTensor, encode, type OpCase } from "../../../test/support/op-case.js";
import { fromBytes } from "../../ir/tensor-data.js";
import { splitV } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

/** Elements of every output. */
function runAll(opCase: OpCase<Readonly<Record<string, never>>>, values: readonly number[]): number[][] {
  const view = viewOfCase(splitV.op, opCase);
  const inputs = view.inputs.map((tensor) => {
    const bytes = tensor!.storage.kind === "constant" ? tensor!.storage.data : encode(tensor!, values);
    return fromBytes(tensor!, bytes);
  });
  const context = { callGraph: () => [], resources: new Map(), state: new Map(), unwrittenByte: 0 };
  return splitV.evaluate(view, inputs, context).map((result) => Array.from(result.data, Number));
}

test("cuts parts of different sizes, by the shapes of the outputs", () => {
  const opCase = node([data(2, 3), integers(2, 1), integers(1)], data(2, 2), data(2, 1));
  expect(violations(splitV, opCase)).toEqual([]);
  expect(runAll(opCase, [1, 2, 3, 4, 5, 6])).toEqual([
    [1, 2, 4, 5],
    [3, 6],
  ]);
});

describe("constraints", () => {
  test("refuse an axis outside and parts that do not add up", () => {
    expect(violations(splitV, node([data(2), integers(2), integers(1)], data(2)))).toEqual([
      "axis: axis 1 of 1 dimensions",
    ]);
    expect(violations(splitV, node([data(3), integers(2), integers(0)], data(2)))).toEqual([
      "outputs: the outputs add up to 2, the input has 3",
    ]);
  });
});
