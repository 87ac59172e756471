// SPDX-License-Identifier: Apache-2.0
/** Random cases of CUMSUM for the differential suite. */
import fc from "fast-check";
import { alongAxis } from "../../../test/support/op-case-reduce.js";
import { defineCases } from "../../../test/support/op-case.js";
import { cumsum } from "./index.js";

export const cases = defineCases(
  cumsum,
  fc
    .tuple(alongAxis(["int8", "int8", "float32"], "own"), fc.boolean(), fc.boolean())
    .map(([{ shape, dtype, written, numbers }, exclusive, reverse]) => ({
      inputs: [{ shape, dtype, ...(numbers === undefined ? {} : { quantization: numbers[0] }) }, written],
      outputs: [{ shape, dtype, ...(numbers === undefined ? {} : { quantization: numbers[1] }) }],
      attributes: { exclusive, reverse },
    })),
);
