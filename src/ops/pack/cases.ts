// SPDX-License-Identifier: Apache-2.0
/** Random cases of PACK for the differential suite. */
import fc from "fast-check";
import { extent, seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases } from "../../../test/support/op-case.js";
import { constantTensor, typeAmong } from "../../../test/support/op-case-movement.js";
import { pack } from "./index.js";

export const cases = defineCases(
  pack,
  fc
    .record({
      dtype: typeAmong(["int8", "int16", "int32", "int64", "float32"]),
      shape: shapes({ minRank: 0, maxRank: 4, maxElements: 100 }),
      count: extent(8),
      at: fc.nat({ max: 4 }),
      negative: fc.boolean(),
      /** An input that is a constant, and one that repeats the input before it. */
      constant: fc.nat({ max: 12 }),
      repeated: fc.integer({ min: 1, max: 12 }),
      seed,
    })
    .map(({ dtype, shape, count, at, negative, constant, repeated, seed: values }) => {
      const axis = Math.min(at, shape.length);
      const inputs: CaseTensor[] = [];
      for (let i = 0; i < count; i++) {
        const previous = inputs.at(-1);
        const own = i === constant ? constantTensor(dtype, shape, values) : { shape, dtype };
        inputs.push(i === repeated && previous !== undefined ? previous : own);
      }
      return {
        inputs,
        outputs: [{ shape: shape.toSpliced(axis, 0, count), dtype }],
        attributes: { axis: negative ? axis - shape.length - 1 : axis, valuesCount: count },
      };
    }),
);
