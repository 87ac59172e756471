// SPDX-License-Identifier: Apache-2.0
/** Random cases of REVERSE_V2 for the differential suite. */
import fc from "fast-check";
import { extent, seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { reverseV2 } from "./index.js";

export const cases = defineCases(
  reverseV2,
  fc
    .record({
      dtype: typeAmong(["int8", "uint8", "int16", "int32", "int64", "bool", "float32"]),
      shape: shapes({ minRank: 1, maxRank: 6, maxElements: 400 }),
      first: fc.nat({ max: 5 }),
      count: extent(3),
      negative: fc.boolean(),
      order: fc.boolean(),
      constant: rarely(8),
      seed,
    })
    .map(({ dtype, shape, first: wanted, count, negative, order, constant, seed: values }) => {
      const first = wanted % shape.length;
      const axes = Array.from({ length: Math.min(count, shape.length - first) }, (_, i) => first + i);
      const written = axes.map((axis, i) => (negative && i === 0 ? axis - shape.length : axis));
      return {
        inputs: [
          constant ? constantTensor(dtype, shape, values) : { shape, dtype },
          integers(order ? written : written.toReversed()),
        ],
        outputs: [{ shape, dtype }],
        attributes: {},
      };
    }),
);
