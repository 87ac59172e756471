// SPDX-License-Identifier: Apache-2.0
/** Random cases of RELU6 for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { equalCounts, exponents, rescaled, unaryCase } from "../../../test/support/op-case-unary.js";
import { relu6 } from "./index.js";

const quantized = fc.constantFrom("int8" as const, "int8" as const, "int16" as const).chain((dtype) =>
  fc
    .tuple(equalCounts, rescaled(dtype, dtype, exponents(-10, 10)))
    .map(([shapes, quantization]) => unaryCase({ shapes, types: [dtype, dtype], quantization, attributes: {} })),
);

// Both ends of the clamp and their neighbours.
const telling = [0, -0, 6, 5.999999523162842, 6.000000476837158, 3, -1];

const float = equalCounts.map((shapes) =>
  unaryCase({ shapes, types: ["float32", "float32"], quantization: [undefined, undefined], attributes: {}, telling }),
);

export const cases = defineCases(relu6, fc.oneof({ weight: 4, arbitrary: quantized }, { weight: 1, arbitrary: float }));
