// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalDelay for the differential suite. */
import fc from "fast-check";
import { extent } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import type { SignalDelayAttributes } from "./attributes.js";
import { signalDelay } from "./index.js";

const arbitrary = fc
  .tuple(fc.integer({ min: 1, max: 3 }), extent(20), fc.nat({ max: 45 }))
  .map(([rows, length, delay]): OpCase<SignalDelayAttributes> => ({
    inputs: [{ shape: [rows, length], dtype: "int16" }],
    outputs: [{ shape: [rows, length], dtype: "int16" }],
    attributes: { delay },
  }));

export const cases = defineCases(signalDelay, arbitrary);
