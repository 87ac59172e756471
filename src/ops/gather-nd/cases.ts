// SPDX-License-Identifier: Apache-2.0
/** Random cases of GATHER_ND for the differential suite. */
import fc from "fast-check";
import { elementCount } from "../../ir/shape.js";
import { seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { seededRandom } from "../../../test/support/random.js";
import { gatherNd } from "./index.js";

export const cases = defineCases(
  gatherNd,
  fc
    .record({
      dtype: typeAmong(["int8", "float32"]),
      shape: shapes({ minRank: 1, maxRank: 4, maxElements: 200 }),
      coordinates: fc.integer({ min: 1, max: 4 }),
      outer: shapes({ minRank: 0, maxRank: 2, maxElements: 8 }),
      runTime: fc.boolean(),
      constant: rarely(4),
      seed,
    })
    .map(({ dtype, shape, coordinates, outer, runTime, constant, seed: values }) => {
      const count = Math.min(coordinates, shape.length);
      const random = seededRandom(values);
      const indexShape = [...outer, count];
      const index: CaseTensor = runTime
        ? { shape: indexShape, dtype: "int32", telling: [0, 1, 2, -1, (shape[0] ?? 1) - 1] }
        : integers(
            Array.from({ length: elementCount(indexShape) }, (_, i) => random.integer(0, (shape[i % count] ?? 1) - 1)),
            "int32",
            indexShape,
          );
      return {
        inputs: [constant ? constantTensor(dtype, shape, values) : { shape, dtype }, index],
        outputs: [{ shape: [...outer, ...shape.slice(count)], dtype }],
        attributes: {},
      };
    }),
);
