// SPDX-License-Identifier: Apache-2.0
/** Random cases of DYNAMIC_UPDATE_SLICE for the differential suite. */
import fc from "fast-check";
import { seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { seededRandom } from "../../../test/support/random.js";
import { dynamicUpdateSlice } from "./index.js";

const share = fc.double({ min: 0, max: 0.999, noNaN: true });

export const cases = defineCases(
  dynamicUpdateSlice,
  fc
    .record({
      dtype: typeAmong(["int8", "int16", "int32", "float32"]),
      index: fc.constantFrom("int32" as const, "int64" as const),
      shape: shapes({ minRank: 1, maxRank: 4, maxElements: 200 }),
      shares: fc.array(fc.oneof(share, fc.constant(0.9999)), { minLength: 4, maxLength: 4 }),
      runTime: fc.boolean(),
      constantOperand: rarely(6),
      constantUpdate: rarely(6),
      seed,
    })
    .map(({ dtype, index, shape, shares, runTime, constantOperand, constantUpdate, seed: values }) => {
      const update = shape.map((extent, axis) => 1 + Math.floor((shares[axis] ?? 0) * extent));
      const fitted = update.map((extent, axis) => Math.min(extent, shape[axis] ?? 1));
      const random = seededRandom(values);
      const starts: CaseTensor = runTime
        ? { shape: [shape.length], dtype: index, telling: [0, 1, 2, -1, 100] }
        : integers(
            shape.map((extent) => random.integer(-2, extent + 1)),
            index,
          );
      return {
        inputs: [
          constantOperand ? constantTensor(dtype, shape, values) : { shape, dtype },
          constantUpdate ? constantTensor(dtype, fitted, values) : { shape: fitted, dtype },
          starts,
        ],
        outputs: [{ shape, dtype }],
        attributes: {},
      };
    }),
);
