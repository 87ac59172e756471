// SPDX-License-Identifier: Apache-2.0
/** Lengths and rows for random cases of the Fourier transforms. */
import fc from "fast-check";

export interface FftDraw {
  readonly dtype: "int16" | "int32";
  readonly fftLength: number;
  readonly rows: number;
}

/** Every radix alone and with others, first and later stages, odd halves. */
const LENGTHS = [4, 6, 8, 10, 12, 16, 18, 20, 24, 30, 32, 36, 48, 50, 60, 64, 72, 90, 100, 128, 150, 256, 480, 512];

export const fftDraw: fc.Arbitrary<FftDraw> = fc.record({
  dtype: fc.constantFrom("int16", "int16", "int32"),
  fftLength: fc.constantFrom(...LENGTHS),
  rows: fc.constantFrom(1, 1, 2),
});
