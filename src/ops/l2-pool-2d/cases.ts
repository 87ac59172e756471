// SPDX-License-Identifier: Apache-2.0
/** Random cases of L2_POOL_2D for the differential suite. */
import fc from "fast-check";
import { activation, extent } from "../../../test/support/op-case-arbitraries.js";
import { windowAttributes, windowOutput, windows } from "../../../test/support/op-case-convolution.js";
import { defineCases } from "../../../test/support/op-case.js";
import { l2Pool2d } from "./index.js";

export const cases = defineCases(
  l2Pool2d,
  fc
    .record({
      window: windows({ maxKernel: 5, maxDilation: 1 }),
      batches: fc.constantFrom(1, 1, 1, 2),
      depth: extent(9),
      fused: activation,
    })
    .map(({ window, batches, depth, fused }) => {
      const { padding, height, width } = window;
      const { strideHeight, strideWidth } = windowAttributes(window);
      return {
        inputs: [{ shape: [batches, height.input, width.input, depth], dtype: "float32" as const }],
        outputs: [
          {
            shape: [batches, windowOutput(padding, height), windowOutput(padding, width), depth],
            dtype: "float32" as const,
          },
        ],
        attributes: {
          ...{ padding, strideHeight, strideWidth, activation: fused },
          ...{ filterHeight: height.kernel, filterWidth: width.kernel },
        },
      };
    }),
);
