// SPDX-License-Identifier: Apache-2.0
/** Random cases of EMBEDDING_LOOKUP for the differential suite. */
import fc from "fast-check";
import { extent, mantissa, perTensor, seed, shapes } from "../../../test/support/op-case-arbitraries.js";
import { type CaseTensor, defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, rarely } from "../../../test/support/op-case-movement.js";
import { seededRandom } from "../../../test/support/random.js";
import { embeddingLookup } from "./index.js";

export const cases = defineCases(
  embeddingLookup,
  fc
    .record({
      types: fc.constantFrom(["int8", "int8"] as const, ["float32", "float32"] as const, ["int8", "float32"] as const),
      table: shapes({ minRank: 2, maxRank: 4, maxElements: 200 }),
      count: extent(8),
      scale: mantissa,
      runTime: rarely(2),
      constant: fc.boolean(),
      seed,
    })
    .map(({ types: [from, to], table, count, scale, runTime, constant, seed: values }) => {
      const rows = table[0] ?? 1;
      const random = seededRandom(values);
      const index: CaseTensor = runTime
        ? { shape: [count], dtype: "int32", telling: [0, rows - 1, rows, -1] }
        : integers(Array.from({ length: count }, () => random.integer(0, rows - 1)));
      const quantization = { quantization: perTensor(scale / 64, 0) };
      return {
        inputs: [
          index,
          {
            ...(constant ? constantTensor(from, table, values) : { shape: table, dtype: from }),
            ...(from === "int8" ? quantization : {}),
          },
        ],
        outputs: [{ shape: [count, ...table.slice(1)], dtype: to }],
        attributes: {},
      };
    }),
);
