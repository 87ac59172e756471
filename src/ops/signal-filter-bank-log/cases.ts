// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalFilterBankLog for the differential suite. */
import fc from "fast-check";
import { extent } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import type { SignalFilterBankLogAttributes } from "./attributes.js";
import { signalFilterBankLog } from "./index.js";

const arbitrary = fc
  .record({
    channels: extent(40),
    correctionBits: fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 31 })),
    outputScale: fc.oneof(fc.constantFrom(64, 1600), fc.nat({ max: 0xffffffff })),
  })
  .map(({ channels, ...attributes }): OpCase<SignalFilterBankLogAttributes> => ({
    inputs: [
      { shape: [channels], dtype: "uint32", telling: [0, 1, 2, 3, 127, 128, 65535, 65536, 0x7fffffff, 0x80000000] },
    ],
    outputs: [{ shape: [channels], dtype: "int16" }],
    attributes,
  }));

export const cases = defineCases(signalFilterBankLog, arbitrary);
