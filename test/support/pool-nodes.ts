// SPDX-License-Identifier: Apache-2.0
/** Small nodes for the tests of AVERAGE_POOL_2D and MAX_POOL_2D. */
import type { PoolAttributes } from "../../src/ops/shared/pool-geometry.js";
import { affine } from "./one-node.js";
import type { CaseTensor, OpCase } from "./op-case.js";

/** Signed bytes, side by side, one channel. */
export const plane = (side: number, quantization = affine(1)): CaseTensor => ({
  shape: [1, side, side, 1],
  dtype: "int8",
  quantization,
});

/** A window of 2x2 over 3x3, unless something else is said. */
export const node = (
  change: Partial<OpCase> = {},
  attributes: Partial<PoolAttributes> = {},
): OpCase<PoolAttributes> => ({
  inputs: [plane(3)],
  outputs: [plane(2)],
  ...change,
  attributes: {
    ...{ padding: "VALID", strideHeight: 1, strideWidth: 1, filterHeight: 2, filterWidth: 2, activation: "NONE" },
    ...attributes,
  },
});

/** For an input of 3x3. */
export const VALUES = [1, 2, 3, 4, 5, 6, 7, 8, -100];
