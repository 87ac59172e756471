// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalEnergy for the differential suite. */
import fc from "fast-check";
import { extent } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import type { SignalEnergyAttributes } from "./attributes.js";
import { signalEnergy } from "./index.js";

const arbitrary = fc
  .record({ count: extent(30), from: fc.nat({ max: 100 }), to: fc.nat({ max: 100 }), whole: fc.boolean() })
  .map(({ count, from, to, whole }): OpCase<SignalEnergyAttributes> => {
    const [a, b] = [from % (count + 1), to % (count + 1)];
    return {
      inputs: [{ shape: [2 * count], dtype: "int16" }],
      outputs: [{ shape: [count], dtype: "uint32" }],
      attributes: whole ? { start: 0, end: count } : { start: Math.min(a, b), end: Math.max(a, b) },
    };
  });

export const cases = defineCases(signalEnergy, arbitrary);
