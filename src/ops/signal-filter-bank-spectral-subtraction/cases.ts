// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalFilterBankSpectralSubtraction for the differential suite. */
import fc from "fast-check";
import { extent } from "../../../test/support/op-case-arbitraries.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import type { Smoothing, SpectralSubtractionAttributes } from "./attributes.js";
import { signalFilterBankSpectralSubtraction } from "./index.js";

const BITS = 14;

const smoothing = fc.nat({ max: 2 ** BITS }).map((factor): Smoothing => ({ factor, rest: 2 ** BITS - factor }));
const uint32 = fc.nat({ max: 0xffffffff });

const usual = fc.record({
  even: smoothing,
  odd: smoothing,
  minimumRemaining: fc.nat({ max: 2 ** BITS }),
  smoothingBits: fc.nat({ max: 12 }),
  bits: fc.constant(BITS),
});
const wild = fc.record({
  even: fc.record({ factor: uint32, rest: uint32 }),
  odd: fc.record({ factor: uint32, rest: uint32 }),
  minimumRemaining: uint32,
  smoothingBits: fc.nat({ max: 31 }),
  bits: fc.nat({ max: 63 }),
});

const arbitrary = fc
  .tuple(extent(20), fc.boolean(), fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: wild }))
  .map(([channels, clamping, numbers]): OpCase<SpectralSubtractionAttributes> => ({
    inputs: [{ shape: [channels], dtype: "uint32", telling: [0, 1, 100, 5000, 65536] }],
    outputs: [
      { shape: [channels], dtype: "uint32" },
      { shape: [channels], dtype: "uint32" },
    ],
    attributes: { channels, clamping, ...numbers },
  }));

export const cases = defineCases(signalFilterBankSpectralSubtraction, arbitrary);
