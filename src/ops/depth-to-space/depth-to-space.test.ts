// SPDX-License-Identifier: Apache-2.0
/** DEPTH_TO_SPACE: constraints, blocks. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { DepthBlockAttributes } from "../shared/depth-blocks.js";
import { depthToSpace } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const node = (blockSize: number, input: CaseTensor, output: CaseTensor): OpCase<DepthBlockAttributes> => ({
  inputs: [input],
  outputs: [output],
  attributes: { blockSize },
});

test("the depth spreads over blocks", () => {
  const opCase = node(2, data(1, 1, 2, 4), data(1, 2, 4, 1));
  expect(violations(depthToSpace, opCase)).toEqual([]);
  expect(run(depthToSpace, opCase, [1, 2, 5, 6, 3, 4, 7, 8])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

describe("constraints", () => {
  test.each<[string, OpCase<DepthBlockAttributes>, string]>([
    ["a rest", node(2, data(1, 1, 1, 6), data(1, 2, 2, 1)), "block-size: block size 2 for 1x1x1x6"],
    [
      "another shape",
      node(2, data(1, 1, 1, 4), data(1, 1, 4, 1)),
      "output-shape: the output is 1x1x4x1, expected 1x2x2x1",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(depthToSpace, opCase)).toContain(expected);
  });
});
