// SPDX-License-Identifier: Apache-2.0
/** Random cases of EXPAND_DIMS for the differential suite. */
import fc from "fast-check";
import { seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { expandDims } from "./index.js";

export const cases = defineCases(
  expandDims,
  fc
    .record({
      dtype: typeAmong(["int8", "int16", "float32"]),
      shape: shapes({ minRank: 0, maxRank: 5, maxElements: 200 }),
      at: fc.nat({ max: 5 }),
      negative: fc.boolean(),
      constant: rarely(4),
      seed,
    })
    .map(({ dtype, shape, at, negative, constant, seed: values }) => {
      const axis = Math.min(at, shape.length);
      return {
        inputs: [
          constant ? constantTensor(dtype, shape, values) : { shape, dtype },
          integers([negative ? axis - shape.length - 1 : axis]),
        ],
        outputs: [{ shape: shape.toSpliced(axis, 0, 1), dtype }],
        attributes: {},
      };
    }),
);
