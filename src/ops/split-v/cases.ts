// SPDX-License-Identifier: Apache-2.0
/** Random cases of SPLIT_V for the differential suite. */
import fc from "fast-check";
import { extent, seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { splitV } from "./index.js";

export const cases = defineCases(
  splitV,
  fc
    .record({
      dtype: typeAmong(["int8", "int16", "int32", "float32"]),
      shape: shapes({ minRank: 1, maxRank: 5, maxElements: 60 }),
      sizes: fc.array(extent(5), { minLength: 1, maxLength: 6 }),
      sizeType: fc.constantFrom("int32" as const, "int64" as const),
      at: fc.nat({ max: 4 }),
      negative: fc.boolean(),
      constant: rarely(8),
      seed,
    })
    .map(({ dtype, shape, sizes, sizeType, at, negative, constant, seed: values }) => {
      const axis = at % shape.length;
      const input = shape.with(
        axis,
        sizes.reduce((sum, size) => sum + size, 0),
      );
      return {
        inputs: [
          constant ? constantTensor(dtype, input, values) : { shape: input, dtype },
          integers(sizes, sizeType),
          integers([negative ? axis - shape.length : axis]),
        ],
        outputs: sizes.map((size) => ({ shape: shape.with(axis, size), dtype })),
        attributes: {},
      };
    }),
);
