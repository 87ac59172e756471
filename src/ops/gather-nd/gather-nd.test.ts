// SPDX-License-Identifier: Apache-2.0
/** GATHER_ND: constraints, slices and elements, coordinates at run time. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { gatherNd } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

const rows = (columns: number, ...values: number[]): CaseTensor => ({
  shape: [values.length / columns, columns],
  dtype: "int32",
  values,
});

const VALUES = [1, 2, 3, 4, 5, 6];

test("picks slices and elements", () => {
  expect(run(gatherNd, node([data(3, 2), rows(1, 2, 0)], data(2, 2)), VALUES)).toEqual([5, 6, 1, 2]);
  expect(run(gatherNd, node([data(3, 2), rows(2, 2, 0, 0, 1)], data(2)), VALUES)).toEqual([5, 2]);
});

test("coordinates at run time add up as in TFLM and are kept inside", () => {
  const opCase = node([data(3, 2), { shape: [2, 2], dtype: "int32" }], data(2));
  // (0, 3) is element 3; (9, 0) would be element 18.
  expect(run(gatherNd, opCase, VALUES, [0, 3, 9, 0])).toEqual([4, 6]);
});

describe("constraints", () => {
  test.each<[string, OpCase<Readonly<Record<string, never>>>, string]>([
    ["64-bit coordinates", node([data(2), { ...rows(1, 0), dtype: "int64" }], data(1)), "signature"],
    ["too many", node([data(3), rows(2, 0, 0)], data(1)), "coordinates: indices of 1x2 for an input of 3"],
    ["another shape", node([data(3, 2), rows(1, 0)], data(2)), "output-shape: the output is 2, expected 1x2"],
    [
      "a constant slice outside",
      node([data(3, 2), rows(1, 3)], data(1, 2)),
      "index-range: a slice starts at element 6, the last possible is 4",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(gatherNd, opCase)).toContain(expected);
  });
});
