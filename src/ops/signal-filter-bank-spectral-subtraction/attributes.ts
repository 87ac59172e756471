// SPDX-License-Identifier: Apache-2.0
/** Attributes of SignalFilterBankSpectralSubtraction; factors are fractions of 2^bits. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { booleanOption, customOptions, integerOption } from "../shared/custom-options.js";

/** Weights of the newest value and of the estimate so far, each a uint32. */
export interface Smoothing {
  readonly factor: number;
  readonly rest: number;
}

export interface SpectralSubtractionAttributes {
  readonly channels: number;
  /** Of channels 0, 2, 4 … and of 1, 3, 5 … */
  readonly even: Smoothing;
  readonly odd: Smoothing;
  /** Least part of the signal that is kept. */
  readonly minimumRemaining: number;
  /** Additional fractional bits of the estimate. */
  readonly smoothingBits: number;
  /** Fractional bits of the factors. */
  readonly bits: number;
  /** Whether the estimate never exceeds the signal. */
  readonly clamping: boolean;
}

export function readSpectralSubtractionAttributes(raw: RawAttributes): SpectralSubtractionAttributes {
  const options = customOptions(raw);
  const unsigned = (name: string): number => integerOption(options, name) >>> 0;
  return {
    channels: integerOption(options, "num_channels"),
    even: { factor: unsigned("smoothing"), rest: unsigned("one_minus_smoothing") },
    odd: { factor: unsigned("alternate_smoothing"), rest: unsigned("alternate_one_minus_smoothing") },
    minimumRemaining: unsigned("min_signal_remaining"),
    smoothingBits: integerOption(options, "smoothing_bits"),
    bits: integerOption(options, "spectral_subtraction_bits"),
    clamping: booleanOption(options, "clamping"),
  };
}
