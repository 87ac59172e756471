// SPDX-License-Identifier: Apache-2.0
/** AVERAGE_POOL_2D and MAX_POOL_2D share constraints, windows and overlap. */
import { describe, expect, test } from "vitest";
import { affine, viewOfCase, violations } from "../../../test/support/one-node.js";
import type { OpCase } from "../../../test/support/op-case.js";
import { node as small, plane } from "../../../test/support/pool-nodes.js";
import { averagePool2d } from "../average-pool-2d/index.js";
import { maxPool2d } from "../max-pool-2d/index.js";
import { type PoolAttributes, poolDistance, poolGeometry, windowAt } from "./pool-geometry.js";

const node = (
  change: Partial<PoolAttributes>,
  input: readonly number[],
  output: readonly number[],
): OpCase<PoolAttributes> => ({
  inputs: [{ shape: input, dtype: "int8", quantization: affine(1) }],
  outputs: [{ shape: output, dtype: "int8", quantization: affine(1) }],
  attributes: {
    ...{ padding: "SAME", strideHeight: 1, strideWidth: 1, filterHeight: 3, filterWidth: 3, activation: "NONE" },
    ...change,
  },
});
const geometry = (...arguments_: Parameters<typeof node>) =>
  poolGeometry(viewOfCase("MAX_POOL_2D", node(...arguments_)));

describe.each([averagePool2d, maxPool2d])("$op's constraints", (pool) => {
  test("accept a plain node", () => {
    expect(violations(pool, small())).toEqual([]);
  });

  test.each<[string, OpCase<PoolAttributes>, string]>([
    ["types", small({ outputs: [{ ...plane(2), dtype: "int16" }] }), "signature"],
    ["the rank", small({ inputs: [{ ...plane(3), shape: [3, 3] }] }), "rank: input 0 has shape 3x3"],
    ["stride 0", small({}, { strideWidth: 0 }), "window: filter 2x2, stride 1x0, padding VALID"],
    ["unknown padding", small({}, { padding: "UNKNOWN" }), "window: filter 2x2, stride 1x1, padding UNKNOWN"],
    ["shapes", small({ outputs: [plane(3)] }), "shapes: 1x3x3x1 to 1x3x3x1, expected 1x2x2x1"],
    ["an activation", small({}, { activation: "TANH" }), "fused-activation: TANH"],
    ["no scale", small({ inputs: [plane(3, affine(0))] }), "per-tensor-quantization: input 0 has scale 0"],
    [
      "another zero point",
      small({ outputs: [plane(2, affine(1, 3))] }),
      "equal-quantization: input (1, 0), output (1, 3)",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(pool, opCase)).toContain(expected);
  });
});

test("windows are cut at the edges of the input", () => {
  const { vertical } = geometry({}, [1, 4, 4, 1], [1, 4, 4, 1]);
  expect([0, 1, 3].map((at) => windowAt(vertical, at))).toEqual([
    { start: 0, end: 2 },
    { start: 0, end: 3 },
    { start: 2, end: 4 },
  ]);
});

describe("overlap", () => {
  test("windows without padding allow the output in place", () => {
    const stride = { padding: "VALID", strideHeight: 2, strideWidth: 2, filterHeight: 2, filterWidth: 2 } as const;
    expect(poolDistance(geometry(stride, [1, 8, 8, 4], [1, 4, 4, 4]))).toBe(0);
  });

  test("padding before the input keeps elements alive for one more row and column", () => {
    // Output position (1, 1) still reads input (0, 0), five of the four-wide rows' positions earlier.
    expect(poolDistance(geometry({}, [1, 4, 4, 1], [1, 4, 4, 1]))).toBe(5);
  });
});
