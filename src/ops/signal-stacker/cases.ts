// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalStacker for the differential suite. */
import fc from "fast-check";
import { extent } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import { type SignalStackerAttributes, stackSize } from "./attributes.js";
import { signalStacker } from "./index.js";

const arbitrary = fc
  .record({
    channels: extent(9),
    leftContext: fc.nat({ max: 3 }),
    rightContext: fc.nat({ max: 2 }),
    step: fc.integer({ min: 1, max: 6 }),
  })
  .map((draw): OpCase<SignalStackerAttributes> => {
    const attributes = { ...draw, step: Math.min(draw.step, draw.leftContext + draw.rightContext + 1) };
    return {
      inputs: [{ shape: [draw.channels], dtype: "int16" }],
      outputs: [
        { shape: [stackSize(attributes)], dtype: "int16" },
        { shape: [], dtype: "bool" },
      ],
      attributes,
    };
  });

export const cases = defineCases(signalStacker, arbitrary);
