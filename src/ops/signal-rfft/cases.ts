// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalRfft for the differential suite. */
import fc from "fast-check";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import { fftDraw } from "../../../test/support/op-case-fft.js";
import type { FftAttributes } from "../shared/fft-attributes.js";
import { signalRfft } from "./index.js";

const arbitrary = fc.tuple(fftDraw, fc.constantFrom(1, 1, 0.9, 0.5)).map(([draw, filled]): OpCase<FftAttributes> => {
  const { dtype, fftLength, rows } = draw;
  return {
    inputs: [{ shape: [rows, Math.max(1, Math.floor(fftLength * filled))], dtype }],
    outputs: [{ shape: [rows, fftLength + 2], dtype }],
    attributes: { fftLength },
  };
});

export const cases = defineCases(signalRfft, arbitrary);
