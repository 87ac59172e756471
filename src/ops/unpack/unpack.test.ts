// SPDX-License-Identifier: Apache-2.0
/** UNPACK: constraints, axes. */
import { describe, expect, test } from "vitest";
import { viewOfCase, violations } from "../../../test/support/one-node.js";
import { type CaseTensor, encode, type OpCase } from "../../../test/support/op-case.js";
import { fromBytes } from "../../ir/tensor-data.js";
import type { UnpackAttributes } from "./attributes.js";
import { unpack } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

/** Elements of every output. */
function runAll(opCase: OpCase<UnpackAttributes>, values: readonly number[]): number[][] {
  const view = viewOfCase(unpack.op, opCase);
  const inputs = view.inputs.map((tensor) => {
    const bytes = tensor!.storage.kind === "constant" ? tensor!.storage.data : encode(tensor!, values);
    return fromBytes(tensor!, bytes);
  });
  const context = { callGraph: () => [], resources: new Map(), state: new Map(), unwrittenByte: 0 };
  return unpack.evaluate(view, inputs, context).map((result) => Array.from(result.data, Number));
}

const node = (
  axis: number,
  input: CaseTensor,
  outputs: CaseTensor[],
  count = outputs.length,
): OpCase<UnpackAttributes> => ({
  inputs: [input],
  outputs,
  attributes: { axis, count },
});

test("takes apart along the first and the last axis", () => {
  const outputs = [data(2), data(2)];
  expect(runAll(node(0, data(2, 2), outputs), [1, 2, 3, 4])).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(runAll(node(-1, data(2, 2), outputs), [1, 2, 3, 4])).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

describe("constraints", () => {
  test("accept a plain node", () => {
    expect(violations(unpack, node(0, data(2, 3), [data(3), data(3)]))).toEqual([]);
  });

  test.each<[string, OpCase<UnpackAttributes>, string]>([
    ["mixed outputs", node(0, data(2, 3), [data(3), { ...data(3), dtype: "int16" }]), "signature"],
    ["an axis outside", node(2, data(2, 3), [data(3), data(3)]), "axis: axis 2 of 2 dimensions"],
    ["too few outputs", node(0, data(2, 3), [data(3)]), "outputs: num is 1 for 1 outputs and an extent of 2"],
    [
      "another number",
      node(0, data(2, 3), [data(3), data(3)], 3),
      "outputs: num is 3 for 2 outputs and an extent of 2",
    ],
    ["another shape", node(0, data(2, 3), [data(3), data(2)]), 'outputs: "output 1" is 2, expected 3'],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(unpack, opCase)).toContain(expected);
  });
});
