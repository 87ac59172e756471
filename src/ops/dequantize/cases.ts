// SPDX-License-Identifier: Apache-2.0
/** Random cases of DEQUANTIZE for the differential suite. */
import fc from "fast-check";
import { affine, zeroPoint } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { equalCounts, unaryCase } from "../../../test/support/op-case-unary.js";
import { dequantize } from "./index.js";

const ofType = (dtype: "int8" | "int16" | "uint8") =>
  fc.tuple(equalCounts, affine(dtype), zeroPoint(dtype)).map(([shapes, quantization, zero]) => {
    const input = { ...quantization, zeroPoints: [zero] };
    return unaryCase({ shapes, types: [dtype, "float32"], quantization: [input, undefined], attributes: {} });
  });

export const cases = defineCases(
  dequantize,
  fc.constantFrom("int8" as const, "int16" as const, "uint8" as const).chain(ofType),
);
