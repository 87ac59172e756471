// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalWindow for the differential suite. */
import fc from "fast-check";
import { extent, seed } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import { constantValues } from "../../../test/support/op-case-data.js";
import type { SignalWindowAttributes } from "./attributes.js";
import { signalWindow } from "./index.js";

const arbitrary = fc
  .record({
    window: extent(40),
    rows: fc.integer({ min: 1, max: 3 }),
    shift: fc.oneof(fc.constant(12), fc.nat({ max: 31 })),
    constant: fc.boolean(),
    seed,
  })
  .map((draw): OpCase<SignalWindowAttributes> => {
    const signal = { shape: [draw.rows, draw.window], dtype: "int16" as const };
    const weights = { shape: [draw.window], dtype: "int16" as const };
    const values = constantValues("int16", draw.window, draw.seed);
    return {
      inputs: [signal, draw.constant ? { ...weights, values } : weights],
      outputs: [{ ...signal }],
      attributes: { shift: draw.shift },
    };
  });

export const cases = defineCases(signalWindow, arbitrary);
