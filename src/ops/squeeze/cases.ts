// SPDX-License-Identifier: Apache-2.0
/** Random cases of SQUEEZE for the differential suite. */
import fc from "fast-check";
import { seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { squeeze } from "./index.js";

export const cases = defineCases(
  squeeze,
  fc
    .record({
      dtype: typeAmong(["int8", "uint8", "int16", "int32", "int64", "bool", "float32"]),
      shape: shapes({ minRank: 1, maxRank: 4, maxElements: 200 }),
      ones: fc.array(fc.nat({ max: 4 }), { maxLength: 2 }),
      named: fc.constantFrom("none", "positive", "negative"),
      constant: rarely(4),
      seed,
    })
    .map(({ dtype, shape, ones, named, constant, seed: values }) => {
      const input = ones.reduce<readonly number[]>((grown, at) => grown.toSpliced(at, 0, 1), shape);
      const single = input.flatMap((extent, axis) => (extent === 1 ? [axis] : []));
      const axes = named === "none" ? [] : single.map((axis) => (named === "negative" ? axis - input.length : axis));
      return {
        inputs: [constant ? constantTensor(dtype, input, values) : { shape: input, dtype }],
        outputs: [{ shape: input.filter((extent) => extent !== 1), dtype }],
        attributes: { axes },
      };
    }),
);
