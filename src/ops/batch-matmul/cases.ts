// SPDX-License-Identifier: Apache-2.0
/** Random cases of BATCH_MATMUL for the differential suite. */
import fc from "fast-check";
import { elementCount, type Shape } from "../../ir/shape.js";
import { type CaseTensor, defineCases, type OpCase } from "../../../test/support/op-case.js";
import {
  extent,
  mantissa,
  perTensor,
  scaleBetween,
  seed,
  shapes,
  zeroPoint,
} from "../../../test/support/op-case-arbitraries.js";
import { broadcastPair } from "../../../test/support/op-case-broadcast.js";
import { constantValues } from "../../../test/support/op-case-data.js";
import type { BatchMatmulAttributes } from "./attributes.js";
import { batchMatmul } from "./index.js";

const ofType = (dtype: "int8" | "int16"): fc.Arbitrary<OpCase<BatchMatmulAttributes>> =>
  fc
    .record({
      batches: broadcastPair(shapes({ minRank: 0, maxRank: 3, maxElements: 8 })),
      sizes: fc.tuple(extent(9), extent(20), extent(9)),
      transposed: fc.tuple(fc.boolean(), fc.boolean()),
      scales: fc.tuple(scaleBetween(-8, 0), scaleBetween(-8, 0)),
      /** The output's step relative to the product of the inputs' steps; sums grow with the square root of the depth. */
      ratio: fc.tuple(fc.integer({ min: dtype === "int8" ? -2 : -4, max: dtype === "int8" ? 12 : 18 }), mantissa),
      zeroPoints: fc.tuple(zeroPoint("int8"), zeroPoint("int8"), zeroPoint("int8")),
      constant: fc.constantFrom(undefined, undefined, 0, 1),
      seed,
    })
    .map(
      ({
        batches: [first, second, output],
        sizes: [m, k, n],
        transposed,
        scales,
        ratio,
        zeroPoints,
        constant,
        seed: values,
      }) => {
        const zero = (i: 0 | 1 | 2): number => (dtype === "int8" ? zeroPoints[i] : 0);
        const operand = (shape: Shape, i: 0 | 1): CaseTensor => ({
          shape,
          dtype,
          quantization: perTensor(scales[i], zero(i)),
          ...(constant === i ? { values: constantValues(dtype, elementCount(shape), values) } : {}),
        });
        return {
          inputs: [
            operand([...first, ...(transposed[0] ? [k, m] : [m, k])], 0),
            operand([...second, ...(transposed[1] ? [n, k] : [k, n])], 1),
          ],
          outputs: [
            {
              shape: [...output, m, n],
              dtype,
              quantization: perTensor(scales[0] * scales[1] * ratio[1] * 2 ** ratio[0], zero(2)),
            },
          ],
          attributes: { transposeFirst: transposed[0], transposeSecond: transposed[1] },
        };
      },
    );

export const cases = defineCases(
  batchMatmul,
  fc.constantFrom<("int8" | "int16")[]>("int8", "int8", "int16").chain(ofType),
);
