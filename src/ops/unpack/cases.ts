// SPDX-License-Identifier: Apache-2.0
/** Random cases of UNPACK for the differential suite. */
import fc from "fast-check";
import { extent, seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { unpack } from "./index.js";

export const cases = defineCases(
  unpack,
  fc
    .record({
      dtype: typeAmong(["int8", "int16", "int32", "float32"]),
      shape: shapes({ minRank: 0, maxRank: 4, maxElements: 100 }),
      count: extent(8),
      at: fc.nat({ max: 4 }),
      negative: fc.boolean(),
      constant: rarely(8),
      seed,
    })
    .map(({ dtype, shape, count, at, negative, constant, seed: values }) => {
      const axis = Math.min(at, shape.length);
      const input = shape.toSpliced(axis, 0, count);
      return {
        inputs: [constant ? constantTensor(dtype, input, values) : { shape: input, dtype }],
        outputs: Array.from({ length: count }, () => ({ shape, dtype })),
        attributes: { axis: negative ? axis - input.length : axis, count },
      };
    }),
);
