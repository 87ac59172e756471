// SPDX-License-Identifier: Apache-2.0
/** Random nodes of AVERAGE_POOL_2D and MAX_POOL_2D for the differential suite. */
import fc from "fast-check";
import { activation, activationAffine, extent } from "./op-case-arbitraries.js";
import { windowAttributes, windowOutput, windows } from "./op-case-convolution.js";
import type { OpCase } from "./op-case.js";
import type { PoolAttributes } from "../../src/ops/shared/pool-geometry.js";

const ofType = (dtype: "int8" | "int16"): fc.Arbitrary<OpCase<PoolAttributes>> =>
  activation.chain((fused) =>
    fc
      .record({
        window: windows({ maxKernel: 7, maxDilation: 1 }),
        batches: fc.constantFrom(1, 1, 1, 2),
        depth: extent(12),
        quantization: activationAffine(dtype, fused),
      })
      .map(({ window, batches, depth, quantization }) => {
        const { padding, height, width } = window;
        const { strideHeight, strideWidth } = windowAttributes(window);
        return {
          inputs: [{ shape: [batches, height.input, width.input, depth], dtype, quantization }],
          outputs: [
            {
              shape: [batches, windowOutput(padding, height), windowOutput(padding, width), depth],
              dtype,
              quantization,
            },
          ],
          attributes: {
            padding,
            strideHeight,
            strideWidth,
            filterHeight: height.kernel,
            filterWidth: width.kernel,
            activation: fused,
          },
        };
      }),
  );

export const poolCases = fc.constantFrom("int8" as const, "int8" as const, "int16" as const).chain(ofType);
