// SPDX-License-Identifier: Apache-2.0
/** Random cases of RELU for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { equalCounts, exponents, rescaled, unaryCase } from "../../../test/support/op-case-unary.js";
import { relu } from "./index.js";

const quantized = fc.constantFrom("int8" as const, "int8" as const, "int16" as const).chain((dtype) =>
  fc
    .tuple(equalCounts, rescaled(dtype, dtype, exponents(-29, 40)), fc.boolean())
    .map(([shapes, [input, output], symmetric]) => {
      // TFLM wants int16 to be symmetric.
      const zeroPoints = dtype === "int16" ? { zeroPoints: [0] } : {};
      const from = { ...input, ...zeroPoints };
      const to = { ...(symmetric ? { ...output, zeroPoints: from.zeroPoints } : output), ...zeroPoints };
      return unaryCase({ shapes, types: [dtype, dtype], quantization: [from, to], attributes: {} });
    }),
);

const float = equalCounts.map((shapes) =>
  unaryCase({ shapes, types: ["float32", "float32"], quantization: [undefined, undefined], attributes: {} }),
);

export const cases = defineCases(relu, fc.oneof({ weight: 4, arbitrary: quantized }, { weight: 1, arbitrary: float }));
