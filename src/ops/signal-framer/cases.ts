// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalFramer for the differential suite. */
import fc from "fast-check";
import { extent } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import type { SignalFramerAttributes } from "./attributes.js";
import { signalFramer } from "./index.js";

const arbitrary = fc
  .record({
    rows: fc.integer({ min: 1, max: 2 }),
    frames: fc.integer({ min: 1, max: 3 }),
    frameStep: extent(9),
    frameSize: extent(25),
    prefill: fc.boolean(),
  })
  .map(({ rows, frames, frameStep, frameSize, prefill }): OpCase<SignalFramerAttributes> => ({
    inputs: [{ shape: [rows, frames * frameStep], dtype: "int16" }],
    outputs: [
      { shape: [rows, frames, frameSize], dtype: "int16" },
      { shape: [], dtype: "bool" },
    ],
    attributes: { frameStep, frameSize, prefill: prefill && frameSize >= frameStep },
  }));

export const cases = defineCases(signalFramer, arbitrary);
