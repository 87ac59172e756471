// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalFftAutoScale for the differential suite. */
import fc from "fast-check";
import { extent } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { signalFftAutoScale } from "./index.js";

const arbitrary = fc
  .record({ count: extent(40), bits: fc.nat({ max: 15 }) })
  .map(({ count, bits }): OpCase<NoAttributes> => ({
    // Quiet signals are the ones that are shifted.
    inputs: [{ shape: [count], dtype: "int16", telling: [2 ** bits - 1, -(2 ** bits) + 1, 1, 0] }],
    outputs: [
      { shape: [count], dtype: "int16" },
      { shape: [], dtype: "int32" },
    ],
    attributes: {},
  }));

export const cases = defineCases(signalFftAutoScale, arbitrary);
