// SPDX-License-Identifier: Apache-2.0
/** Random cases of GATHER for the differential suite. */
import fc from "fast-check";
import { elementCount } from "../../ir/shape.js";
import { seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { seededRandom } from "../../../test/support/random.js";
import { gather } from "./index.js";

export const cases = defineCases(
  gather,
  fc
    .record({
      dtype: typeAmong(["int8", "float32"]),
      shape: shapes({ minRank: 1, maxRank: 4, maxElements: 200 }),
      at: fc.nat({ max: 3 }),
      shared: fc.nat({ max: 3 }),
      indices: shapes({ minRank: 0, maxRank: 2, maxElements: 8 }),
      negative: fc.boolean(),
      runTime: fc.boolean(),
      constant: rarely(4),
      seed,
    })
    .map(({ dtype, shape, at, shared, indices, negative, runTime, constant, seed: values }) => {
      const axis = at % shape.length;
      const batchDims = Math.min(shared, axis, 6 - indices.length - (shape.length - axis));
      const indexShape = [...shape.slice(0, batchDims), ...indices];
      const extent = shape[axis] ?? 1;
      const random = seededRandom(values);
      const index: CaseTensor = runTime
        ? { shape: indexShape, dtype: "int32", telling: [0, extent - 1, extent, -1, Math.floor(extent / 2)] }
        : integers(
            Array.from({ length: elementCount(indexShape) }, () => random.integer(0, extent - 1)),
            "int32",
            indexShape,
          );
      const output = [...shape.slice(0, axis), ...indexShape.slice(batchDims), ...shape.slice(axis + 1)];
      return {
        inputs: [constant ? constantTensor(dtype, shape, values) : { shape, dtype }, index],
        outputs: [{ shape: output, dtype }],
        attributes: {
          axis: negative ? axis - shape.length : axis,
          batchDims: negative && indexShape.length > batchDims ? batchDims - indexShape.length : batchDims,
        },
      };
    }),
);
