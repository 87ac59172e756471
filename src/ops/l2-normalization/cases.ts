// SPDX-License-Identifier: Apache-2.0
/** Random cases of L2_NORMALIZATION for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { perTensor, scale, shapes, zeroPoint } from "../../../test/support/op-case-arbitraries.js";
import { l2Normalization } from "./index.js";

/** Rows of a single element up to rows of hundreds. */
export const cases = defineCases(
  l2Normalization,
  fc
    .record({
      shape: fc.oneof(
        shapes({ maxRank: 4, maxElements: 500 }),
        shapes({ maxRank: 1, maxElements: 12 }).map(([n = 1]) => [2, n * 50]),
      ),
      scale,
      zero: zeroPoint("int8"),
    })
    .map(({ shape, scale: s, zero }) => ({
      // Rows of zeros have no direction; TFLM takes their length as 1.
      inputs: [{ shape, dtype: "int8" as const, quantization: perTensor(s, zero), telling: [zero] }],
      outputs: [{ shape, dtype: "int8" as const, quantization: perTensor(1 / 128, 0) }],
      attributes: { activation: "NONE" as const },
    })),
);
