// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalOverlapAdd for the differential suite. */
import fc from "fast-check";
import { extent } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import type { SignalOverlapAddAttributes } from "./attributes.js";
import { signalOverlapAdd } from "./index.js";

/** Sums of these stay finite, and NaN has no defined bytes. */
const FLOATS = [0, -0.5, 1.25, 3e10, -7.5e-20, 123456.78];

const arbitrary = fc
  .record({
    dtype: fc.constantFrom("int16" as const, "int16" as const, "float32" as const),
    rows: fc.integer({ min: 1, max: 2 }),
    frames: fc.integer({ min: 1, max: 3 }),
    size: extent(20),
    part: fc.nat({ max: 100 }),
  })
  .map(({ dtype, rows, frames, size, part }): OpCase<SignalOverlapAddAttributes> => {
    const frameStep = 1 + (part % size);
    return {
      inputs: [{ shape: [rows, frames, size], dtype, ...(dtype === "float32" ? { telling: FLOATS } : {}) }],
      outputs: [{ shape: [rows, frames * frameStep], dtype }],
      attributes: { frameStep },
    };
  });

export const cases = defineCases(signalOverlapAdd, arbitrary);
