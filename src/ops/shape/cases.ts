// SPDX-License-Identifier: Apache-2.0
/** Random cases of SHAPE for the differential suite. */
import fc from "fast-check";
import { shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { typeAmong } from "../../../test/support/op-case-movement.js";
import { shape as shapeOperator } from "./index.js";

export const cases = defineCases(
  shapeOperator,
  fc
    .record({
      dtype: typeAmong(["int8", "uint8", "int16", "int32", "int64", "bool", "float32"]),
      shape: shapes({ minRank: 1, maxRank: 6, maxElements: 200 }),
    })
    .map(({ dtype, shape }) => ({
      inputs: [{ shape, dtype }],
      outputs: [{ shape: [shape.length], dtype: "int32" as const }],
      attributes: {},
    })),
);
