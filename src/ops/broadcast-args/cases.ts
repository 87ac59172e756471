// SPDX-License-Identifier: Apache-2.0
/** Random cases of BROADCAST_ARGS for the differential suite. */
import fc from "fast-check";
import { shapes } from "../../../test/support/op-case-arbitraries.js";
import { broadcastPair } from "../../../test/support/op-case-broadcast.js";
import { type CaseTensor, defineCases } from "../../../test/support/op-case.js";
import { integers } from "../../../test/support/op-case-movement.js";
import { broadcastArgs } from "./index.js";

export const cases = defineCases(
  broadcastArgs,
  fc
    .record({
      dtype: fc.constantFrom("int32" as const, "int64" as const),
      pair: broadcastPair(shapes({ minRank: 1, maxRank: 6 })),
      runTime: fc.tuple(fc.boolean(), fc.boolean()),
    })
    .filter(({ pair: [a, b] }) => a.length > 0 && b.length > 0)
    .map(({ dtype, pair: [a, b, result], runTime }) => {
      const tensor = (extents: readonly number[], atRunTime: boolean): CaseTensor =>
        atRunTime ? { shape: [extents.length], dtype, telling: [1, ...extents] } : integers(extents, dtype);
      return {
        inputs: [tensor(a, runTime[0]), tensor(b, runTime[1])],
        outputs: [{ shape: [result.length], dtype }],
        attributes: {},
      };
    }),
);
