// SPDX-License-Identifier: Apache-2.0
/** Random cases of CONCATENATION for the differential suite. */
import fc from "fast-check";
import type { Quantization } from "../../ir/quantization.js";
import { elementCount } from "../../ir/shape.js";
import { affine, extent, seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases } from "../../../test/support/op-case.js";
import { constantValues } from "../../../test/support/op-case-data.js";
import { concatenation } from "./index.js";

type Type = "int8" | "int16" | "int32" | "int64" | "bool" | "float32";

const types = fc.constantFrom<Type[]>("int8", "int8", "int8", "int16", "int32", "int64", "bool", "float32");

function quantizationOf(dtype: Type): fc.Arbitrary<Quantization | undefined> {
  if (dtype === "int16") return affine(dtype).map((quantization) => ({ ...quantization, zeroPoints: [0] }));
  return dtype === "int8" ? affine(dtype) : fc.constant(undefined);
}

const ofType = (dtype: Type) =>
  fc
    .record({
      shape: shapes({ minRank: 1, maxRank: 5, maxElements: 60 }),
      axis: fc.nat({ max: 4 }),
      negative: fc.boolean(),
      extents: fc.array(extent(6), { minLength: 1, maxLength: 10 }),
      quantization: quantizationOf(dtype),
      /** An input that is a constant, and one that repeats the input before it. */
      constant: fc.nat({ max: 20 }),
      repeated: fc.integer({ min: 1, max: 20 }),
      seed,
    })
    .map(({ shape, axis: wanted, negative, extents, quantization, constant, repeated, seed: values }) => {
      const axis = wanted % shape.length;
      const inputs: CaseTensor[] = [];
      extents.forEach((along, i) => {
        const own = shape.with(axis, along);
        const previous = inputs.at(-1);
        inputs.push(
          i === repeated && previous !== undefined
            ? previous
            : {
                shape: own,
                dtype,
                ...(quantization === undefined ? {} : { quantization }),
                ...(i === constant ? { values: constantValues(dtype, elementCount(own), values) } : {}),
              },
        );
      });
      const total = inputs.reduce((sum, tensor) => sum + (tensor.shape[axis] ?? 0), 0);
      return {
        inputs,
        outputs: [{ shape: shape.with(axis, total), dtype, ...(quantization === undefined ? {} : { quantization }) }],
        attributes: { axis: negative ? axis - shape.length : axis, activation: "NONE" as const },
      };
    });

export const cases = defineCases(concatenation, types.chain(ofType));
