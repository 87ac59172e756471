// SPDX-License-Identifier: Apache-2.0
/** Random cases of TRANSPOSE for the differential suite. */
import fc from "fast-check";
import { seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { transpose } from "./index.js";

export const cases = defineCases(
  transpose,
  fc
    .record({
      dtype: typeAmong(["int8", "int16", "float32"]),
      shape: shapes({ minRank: 1, maxRank: 5, maxElements: 600 }),
      order: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
      constant: rarely(8),
      seed,
    })
    .map(({ dtype, shape, order, constant, seed: values }) => {
      const axes = order.filter((axis) => axis < shape.length);
      return {
        inputs: [constant ? constantTensor(dtype, shape, values) : { shape, dtype }, integers(axes)],
        outputs: [{ shape: axes.map((axis) => shape[axis] ?? 1), dtype }],
        attributes: {},
      };
    }),
);
