// SPDX-License-Identifier: Apache-2.0
/** Random cases of SLICE for the differential suite. */
import fc from "fast-check";
import { seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { slice } from "./index.js";

const share = fc.double({ min: 0, max: 0.999, noNaN: true });

export const cases = defineCases(
  slice,
  fc
    .record({
      dtype: typeAmong(["int8", "int16", "int32", "bool", "float32"]),
      index: fc.constantFrom("int32" as const, "int64" as const),
      shape: shapes({ minRank: 1, maxRank: 5, maxElements: 400 }),
      whole: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      starts: fc.array(share, { minLength: 5, maxLength: 5 }),
      lengths: fc.array(share, { minLength: 5, maxLength: 5 }),
      rest: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      constant: rarely(8),
      runTime: rarely(4),
      seed,
    })
    .map(({ dtype, index, shape, whole, starts, lengths, rest, constant, runTime, seed: values }) => {
      const begins = shape.map((extent, i) => (whole[i] ? 0 : Math.floor((starts[i] ?? 0) * extent)));
      const counts = shape.map((extent, i) => {
        const left = extent - (begins[i] ?? 0);
        return whole[i] || rest[i] ? left : 1 + Math.floor((lengths[i] ?? 0) * left);
      });
      // At run time begins are random data, mostly outside; the telling ones are inside.
      const begin: CaseTensor = runTime
        ? { shape: [shape.length], dtype: index, telling: [0, 1, 2, -1] }
        : integers(begins, index);
      const sizes = counts.map((count, i) => (rest[i] && !runTime ? -1 : count));
      return {
        inputs: [constant ? constantTensor(dtype, shape, values) : { shape, dtype }, begin, integers(sizes, index)],
        outputs: [{ shape: counts, dtype }],
        attributes: {},
      };
    }),
);
