// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalFilterBank for the differential suite. */
import fc from "fast-check";
import { extent, seed } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import { constantValues } from "../../../test/support/op-case-data.js";
import { mix, seededRandom } from "../../../test/support/random.js";
import type { SignalFilterBankAttributes } from "./attributes.js";
import { signalFilterBank } from "./index.js";

const arbitrary = fc
  .record({ channels: extent(10), bins: extent(40), negative: fc.boolean(), seed })
  .map((draw): OpCase<SignalFilterBankAttributes> => {
    const random = seededRandom(draw.seed);
    const widths = Array.from({ length: draw.channels + 1 }, () => random.integer(0, Math.min(6, draw.bins)));
    const starts = widths.map((width) => random.integer(0, draw.bins - width));
    const weightStarts = widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width, 0));
    const weightCount = Math.max(
      1,
      widths.reduce((sum, width) => sum + width, 0),
    );
    const table = (values: readonly number[]) => ({ shape: [values.length], dtype: "int16" as const, values });
    const weights = (n: number): readonly number[] => {
      const values = constantValues("int16", weightCount, mix(draw.seed + n));
      return draw.negative ? values : values.map((value) => Math.min(32767, Math.abs(value)));
    };
    return {
      inputs: [
        { shape: [draw.bins], dtype: "uint32" },
        table(weights(1)),
        table(weights(2)),
        table(starts),
        table(weightStarts),
        table(widths),
      ],
      outputs: [{ shape: [draw.channels], dtype: "uint64" }],
      attributes: { channels: draw.channels },
    };
  });

export const cases = defineCases(signalFilterBank, arbitrary);
