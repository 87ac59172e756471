// SPDX-License-Identifier: Apache-2.0
/** Random cases of SignalIrfft for the differential suite. */
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import { fftDraw } from "../../../test/support/op-case-fft.js";
import type { FftAttributes } from "../shared/fft-attributes.js";
import { signalIrfft } from "./index.js";

const arbitrary = fftDraw.map(({ dtype, fftLength, rows }): OpCase<FftAttributes> => ({
  inputs: [{ shape: [rows, fftLength + 2], dtype }],
  outputs: [{ shape: [rows, fftLength], dtype }],
  attributes: { fftLength },
}));

export const cases = defineCases(signalIrfft, arbitrary);
