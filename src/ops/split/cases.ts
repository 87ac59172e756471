// SPDX-License-Identifier: Apache-2.0
/** Random cases of SPLIT for the differential suite. */
import fc from "fast-check";
import { extent, seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { split } from "./index.js";

export const cases = defineCases(
  split,
  fc
    .record({
      dtype: typeAmong(["int8", "int16", "int32", "float32"]),
      shape: shapes({ minRank: 1, maxRank: 5, maxElements: 100 }),
      count: extent(6),
      at: fc.nat({ max: 4 }),
      negative: fc.boolean(),
      scalar: fc.boolean(),
      constant: rarely(8),
      seed,
    })
    .map(({ dtype, shape, count, at, negative, scalar, constant, seed: values }) => {
      const axis = at % shape.length;
      const input = shape.with(axis, (shape[axis] ?? 1) * count);
      return {
        inputs: [
          integers([negative ? axis - shape.length : axis], "int32", scalar ? [] : [1]),
          constant ? constantTensor(dtype, input, values) : { shape: input, dtype },
        ],
        outputs: Array.from({ length: count }, () => ({ shape, dtype })),
        attributes: {},
      };
    }),
);
