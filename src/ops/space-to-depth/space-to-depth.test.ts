// SPDX-License-Identifier: Apache-2.0
/** SPACE_TO_DEPTH: constraints, blocks. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { DepthBlockAttributes } from "../shared/depth-blocks.js";
import { spaceToDepth } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const node = (blockSize: number, input: CaseTensor, output: CaseTensor): OpCase<DepthBlockAttributes> => ({
  inputs: [input],
  outputs: [output],
  attributes: { blockSize },
});

test("the pixels of a block follow one another in the depth", () => {
  const opCase = node(2, data(1, 2, 4, 1), data(1, 1, 2, 4));
  expect(violations(spaceToDepth, opCase)).toEqual([]);
  expect(run(spaceToDepth, opCase, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([1, 2, 5, 6, 3, 4, 7, 8]);
});

describe("constraints", () => {
  test.each<[string, OpCase<DepthBlockAttributes>, string]>([
    ["a rest", node(2, data(1, 3, 2, 1), data(1, 1, 1, 4)), "block-size: block size 2 for 1x3x2x1"],
    ["no block", node(0, data(1, 2, 2, 1), data(1, 1, 1, 4)), "block-size: block size 0 for 1x2x2x1"],
    [
      "another shape",
      node(2, data(1, 2, 2, 1), data(1, 1, 4, 1)),
      "output-shape: the output is 1x1x4x1, expected 1x1x1x4",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(spaceToDepth, opCase)).toContain(expected);
  });
});
