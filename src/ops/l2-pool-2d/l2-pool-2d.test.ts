// SPDX-License-Identifier: Apache-2.0
/** L2_POOL_2D: constraints, roots of means. */
import { describe, expect, test } from "vitest";
import { run, violations } from "../../../test/support/one-node.js";
import type { CaseTensor, OpCase } from "../../../test/support/op-case.js";
import type { PoolAttributes } from "../shared/pool-geometry.js";
import { l2Pool2d } from "./index.js";

const data = (...shape: number[]): CaseTensor => ({ shape, dtype: "int8" });

const float = (...shape: number[]): CaseTensor => ({ shape, dtype: "float32" });

const node = (
  input: CaseTensor,
  output: CaseTensor,
  attributes: Partial<PoolAttributes> = {},
): OpCase<PoolAttributes> => ({
  inputs: [input],
  outputs: [output],
  attributes: {
    ...{ padding: "VALID", strideHeight: 1, strideWidth: 1, filterHeight: 1, filterWidth: 2, activation: "NONE" },
    ...attributes,
  },
});

test("root of the mean square", () => {
  expect(run(l2Pool2d, node(float(1, 1, 3, 1), float(1, 1, 2, 1)), [1, 7, -1])).toEqual([5, 5]);
});

test("padding does not count; the activation clamps", () => {
  const same = node(float(1, 1, 3, 1), float(1, 1, 3, 1), { padding: "SAME", activation: "RELU6" });
  expect(run(l2Pool2d, same, [1, 7, -9])).toEqual([5, 6, 6]);
});

describe("constraints", () => {
  test("refuse int8, as TFLM does", () => {
    expect(violations(l2Pool2d, node(data(1, 1, 3, 1), data(1, 1, 2, 1)))).toEqual(["signature"]);
  });

  test("refuse another shape", () => {
    expect(violations(l2Pool2d, node(float(1, 1, 3, 1), float(1, 1, 3, 1)))).toEqual([
      "shapes: 1x1x3x1 to 1x1x3x1, expected 1x1x2x1",
    ]);
  });
});
