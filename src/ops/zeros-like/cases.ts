// SPDX-License-Identifier: Apache-2.0
/** Random cases of ZEROS_LIKE for the differential suite. */
import fc from "fast-check";
import { shapes } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { typeAmong } from "../../../test/support/op-case-movement.js";
import { zerosLike } from "./index.js";

export const cases = defineCases(
  zerosLike,
  fc
    .tuple(typeAmong(["int8", "int32", "int64", "float32"]), shapes({ minRank: 0, maxRank: 5, maxElements: 200 }))
    .map(([dtype, shape]) => ({ inputs: [{ shape, dtype }], outputs: [{ shape, dtype }], attributes: {} })),
);
