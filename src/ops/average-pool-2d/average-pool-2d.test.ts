// SPDX-License-Identifier: Apache-2.0
/** AVERAGE_POOL_2D: constraints, windows at the edges, activation. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { PoolAttributes } from "../shared/pool-geometry.js";
import { averagePool2d } from "./index.js";

const plane = (side: number, quantization = affine(1)): CaseTensor => ({
  shape: [1, side, side, 1],
  dtype: "int8",
  quantization,
});

const node = (change: Partial<OpCase> = {}, attributes: Partial<PoolAttributes> = {}): OpCase<PoolAttributes> => ({
  inputs: [plane(3)],
  outputs: [plane(2)],
  ...change,
  attributes: {
    ...{ padding: "VALID", strideHeight: 1, strideWidth: 1, filterHeight: 2, filterWidth: 2, activation: "NONE" },
    ...attributes,
  },
});

describe("constraints", () => {
  test("accept a plain node", () => {
    expect(violations(averagePool2d, node())).toEqual([]);
  });

  test.each<[string, OpCase<PoolAttributes>, string]>([
    ["types", node({ outputs: [{ ...plane(2), dtype: "int16" }] }), "signature"],
    ["the rank", node({ inputs: [{ ...plane(3), shape: [3, 3] }] }), "rank: input 0 has shape 3x3"],
    ["stride 0", node({}, { strideWidth: 0 }), "window: filter 2x2, stride 1x0, padding VALID"],
    ["unknown padding", node({}, { padding: "UNKNOWN" }), "window: filter 2x2, stride 1x1, padding UNKNOWN"],
    ["shapes", node({ outputs: [plane(3)] }), "shapes: 1x3x3x1 to 1x3x3x1, expected 1x2x2x1"],
    ["an activation", node({}, { activation: "TANH" }), "fused-activation: TANH"],
    ["no scale", node({ inputs: [plane(3, affine(0))] }), "per-tensor-quantization: input 0 has scale 0"],
    [
      "another zero point",
      node({ outputs: [plane(2, affine(1, 3))] }),
      "equal-quantization: input (1, 0), output (1, 3)",
    ],
  ])("refuse %s", (_, opCase, expected) => {
    expect(violations(averagePool2d, opCase)).toContain(expected);
  });
});

const VALUES = [1, 2, 3, 4, 5, 6, 7, 8, -100];

test("means of full windows, halves away from zero", () => {
  expect(run(averagePool2d, node(), VALUES)).toEqual([3, 4, 6, -20]);
  const pair = node({ inputs: [plane(2)], outputs: [plane(1)] });
  expect(run(averagePool2d, pair, [1, 1, 1, 3])).toEqual([2]);
  expect(run(averagePool2d, pair, [-1, -1, -1, -3])).toEqual([-2]);
});

test("padding does not count", () => {
  const same = node({ outputs: [plane(3)] }, { padding: "SAME", filterHeight: 3, filterWidth: 3 });
  // The corner covers 1, 2, 4, 5; the centre all nine.
  const result = run(averagePool2d, same, VALUES);
  expect([result[0], result[4]]).toEqual([3, -7]);
});

test("clamps to the activation", () => {
  const relu = node({ inputs: [plane(3, affine(1, 4))], outputs: [plane(2, affine(1, 4))] }, { activation: "RELU" });
  expect(run(averagePool2d, relu, VALUES)).toEqual([4, 4, 6, 4]);
});
