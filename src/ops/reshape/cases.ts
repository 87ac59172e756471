// SPDX-License-Identifier: Apache-2.0
/** Random cases of RESHAPE for the differential suite; tensors lie apart there, so that the copying kernel runs. */
import fc from "fast-check";
import { elementCount } from "../../ir/shape.js";
import { affine, shapes } from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases } from "../../../test/support/op-case.js";
import { reshape } from "./index.js";

const QUANTIZED = ["int8", "int16"] as const;
const PLAIN = ["uint8", "uint16", "int32", "uint32", "int64", "bool", "float32"] as const;

const type = fc.oneof(
  fc.constantFrom(...QUANTIZED).chain((dtype) => affine(dtype).map((quantization) => ({ dtype, quantization }))),
  fc.constantFrom(...PLAIN).map((dtype) => ({ dtype })),
);

export const cases = defineCases(
  reshape,
  fc.tuple(shapes({ minRank: 0, maxRank: 6 }), type, fc.boolean()).map(([shape, rest, hasShape]) => {
    const target = [elementCount(shape)];
    const wanted: CaseTensor = { shape: [1], dtype: "int32", values: target };
    return {
      inputs: [{ shape, ...rest }, ...(hasShape ? [wanted] : [])],
      outputs: [{ shape: target, ...rest }],
      attributes: {},
    };
  }),
);
