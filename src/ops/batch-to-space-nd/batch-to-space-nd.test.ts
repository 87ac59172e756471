// SPDX-License-Identifier: Apache-2.0
/** BATCH_TO_SPACE_ND: constraints, blocks, crops. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import { batchToSpaceNd } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const integers = (...values: number[]): CaseTensor => ({ shape: [values.length], dtype: "int32", values });

const margins = (...values: number[]): CaseTensor => ({ shape: [values.length / 2, 2], dtype: "int32", values });

const node = (inputs: OpCase["inputs"], ...outputs: CaseTensor[]): OpCase<Readonly<Record<string, never>>> => ({
  inputs,
  outputs,
  attributes: {},
});

test("each batch gives a pixel of a block", () => {
  const opCase = node([data(4, 1, 1, 1), integers(2, 2), margins(0, 0, 0, 0)], data(1, 2, 2, 1));
  expect(violations(batchToSpaceNd, opCase)).toEqual([]);
  expect(run(batchToSpaceNd, opCase, [1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
});

test("crops are cut off; a width may be missing", () => {
  const opCase = node([data(2, 2, 1), integers(2), margins(1, 0)], data(1, 3, 1));
  expect(violations(batchToSpaceNd, opCase)).toEqual([]);
  expect(run(batchToSpaceNd, opCase, [0, 2, 1, 3])).toEqual([1, 2, 3]);
});

describe("constraints", () => {
  test.each<[string, OpCase<Readonly<Record<string, never>>>, string]>([
    [
      "batches that do not divide",
      node([data(3, 1, 1), integers(2), margins(0, 0)], data(1, 2, 1)),
      "divides: the output would be 1.5x2x1",
    ],
    [
      "crops of everything",
      node([data(2, 1, 1), integers(2), margins(1, 1)], data(1, 1, 1)),
      "divides: the output would be 1x0x1",
    ],
    [
      "another shape",
      node([data(2, 1, 1), integers(2), margins(0, 0)], data(1, 1, 1)),
      "output-shape: the output is 1x1x1, expected 1x2x1",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(batchToSpaceNd, opCase)).toContain(expected);
  });
});
