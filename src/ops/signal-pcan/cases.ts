// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalPCAN for the differential suite. */
import fc from "fast-check";
import { extent, seed } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import { constantValues } from "../../../test/support/op-case-data.js";
import type { SignalPcanAttributes } from "./attributes.js";
import { signalPcan } from "./index.js";

const arbitrary = fc
  .record({
    channels: extent(30),
    snrShift: fc.oneof(fc.constant(6), fc.nat({ max: 63 })),
    extra: fc.nat({ max: 2 }),
    seed,
  })
  .map((draw): OpCase<SignalPcanAttributes> => {
    const channels = { shape: [draw.channels], dtype: "uint32" as const };
    const length = 125 + draw.extra;
    return {
      inputs: [
        { ...channels, telling: [0, 1, 500, 30000] },
        { ...channels, telling: [0, 1, 2, 3, 4, 1023, 1024, 2047, 2048, 70000] },
        { shape: [length], dtype: "int16", values: constantValues("int16", length, draw.seed) },
      ],
      outputs: [{ ...channels }],
      attributes: { snrShift: draw.snrShift },
    };
  });

export const cases = defineCases(signalPcan, arbitrary);
