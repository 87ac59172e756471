// SPDX-License-Identifier: Apache-2.0
/** MAX_POOL_2D: constraints, windows at the edges, activation. */
import { describe, expect, test } from "vitest";
import { affine, run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { PoolAttributes } from "../shared/pool-geometry.js";
import { maxPool2d } from "./index.js";

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
    expect(violations(maxPool2d, node())).toEqual([]);
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
    expect(violations(maxPool2d, opCase)).toContain(expected);
  });
});

const VALUES = [1, 2, 3, 4, 5, 6, 7, 8, -100];

test("largest of full windows", () => {
  expect(run(maxPool2d, node(), VALUES)).toEqual([5, 6, 8, 8]);
});

test("padding never wins", () => {
  const same = node({ outputs: [plane(3)] }, { padding: "SAME", filterHeight: 3, filterWidth: 3 });
  const negative = VALUES.map((value) => -Math.abs(value) - 1);
  expect(run(maxPool2d, same, negative)).toEqual([-2, -2, -3, -2, -2, -3, -5, -5, -6]);
});

test("clamps to the activation", () => {
  const quantization = affine(0.5, -4);
  const relu6 = node({ inputs: [plane(3, quantization)], outputs: [plane(2, quantization)] }, { activation: "RELU6" });
  // 6 is stored as 8.
  expect(run(maxPool2d, relu6, [-9, -8, 9, -7, -6, 5, 1, 2, 3])).toEqual([-4, 8, 2, 5]);
});
