// SPDX-License-Identifier: Apache-2.0
/** Random cases of RELU6 for the differential suite. */
import fc from "fast-check";
import { activationAffine, affine } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { equalCounts, unaryCase } from "../../../test/support/op-case-unary.js";
import { relu6 } from "./index.js";

// TFLM does not rescale here, so the output's own quantisation has no say.
const quantized = fc
  .constantFrom("int8" as const, "int8" as const, "int16" as const)
  .chain((dtype) =>
    fc
      .tuple(equalCounts, activationAffine(dtype, "RELU6"), affine(dtype))
      .map(([shapes, input, output]) =>
        unaryCase({ shapes, types: [dtype, dtype], quantization: [input, output], attributes: {} }),
      ),
  );

// Both ends of the clamp and their neighbours.
const telling = [0, -0, 6, 5.999999523162842, 6.000000476837158, 3, -1];

const float = equalCounts.map((shapes) =>
  unaryCase({ shapes, types: ["float32", "float32"], quantization: [undefined, undefined], attributes: {}, telling }),
);

export const cases = defineCases(relu6, fc.oneof({ weight: 4, arbitrary: quantized }, { weight: 1, arbitrary: float }));
