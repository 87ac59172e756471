// SPDX-License-Identifier: Apache-2.0
/** Random cases of BROADCAST_TO for the differential suite. */
import fc from "fast-check";
import { seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { broadcastTo } from "./index.js";

export const cases = defineCases(
  broadcastTo,
  fc
    .record({
      dtype: typeAmong(["int8", "uint8", "int16", "uint16", "int32", "int64", "bool", "float32"]),
      index: fc.constantFrom("int32" as const, "int64" as const),
      shape: shapes({ minRank: 1, maxRank: 5, maxElements: 400 }),
      repeated: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      omitted: fc.nat({ max: 4 }),
      constant: rarely(5),
      seed,
    })
    .map(({ dtype, index, shape, repeated, omitted, constant, seed: values }) => {
      const full = shape.map((extent, axis) => (repeated[axis] || axis < omitted ? 1 : extent));
      const input = full.slice(Math.min(omitted, full.length));
      return {
        inputs: [constant ? constantTensor(dtype, input, values) : { shape: input, dtype }, integers(shape, index)],
        outputs: [{ shape, dtype }],
        attributes: {},
      };
    }),
);
