// SPDX-License-Identifier: Apache-2.0
/** Random cases of FILL for the differential suite. */
import fc from "fast-check";
import { seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, typeAmong } from "../../../test/support/op-case-movement.js";
import { fill } from "./index.js";

export const cases = defineCases(
  fill,
  fc
    .record({
      dtype: typeAmong(["int8", "int32", "float32"]),
      extents: typeAmong(["int32", "int64", "int16", "int8"]),
      shape: shapes({ minRank: 1, maxRank: 5, maxElements: 200 }),
      runTime: fc.boolean(),
      seed,
    })
    .map(({ dtype, extents, shape, runTime, seed: values }) => ({
      inputs: [
        { shape: [shape.length], dtype: extents, values: shape },
        runTime ? { shape: [], dtype } : constantTensor(dtype, [], values),
      ],
      outputs: [{ shape, dtype }],
      attributes: {},
    })),
);
