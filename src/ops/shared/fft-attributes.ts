// SPDX-License-Identifier: Apache-2.0
/** Attributes and rules that SignalRfft and SignalIrfft share. */
import type { NodeView } from "../../ir/graph.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import type { Constraint } from "../definition.js";
import { customOptions, integerOption } from "./custom-options.js";
import { fftRadices, type FftType } from "./fft-plan.js";
import { inputTensor } from "./operands.js";

export interface FftAttributes {
  /** Real samples. */
  readonly fftLength: number;
}

export function readFftAttributes(raw: RawAttributes): FftAttributes {
  return { fftLength: integerOption(customOptions(raw), "fft_length") };
}

/** TFLM's kissfft has no memory for other radices, and none for a single point. */
export const fftLengthIsComposite: Constraint<FftAttributes> = {
  id: "fft-length",
  says: "fft_length must be even and half of it a product of 2, 3 and 5 that is larger than 1 (and at most 32768)",
  violation({ node: { attributes } }) {
    const { fftLength } = attributes;
    const fits = fftLength >= 4 && fftLength <= 65536 && fftLength % 2 === 0;
    return fits && fftRadices(fftLength / 2) !== undefined ? undefined : `it is ${fftLength}`;
  },
};

export function fftType(view: NodeView): FftType {
  return inputTensor(view, 0).dtype === "int32" ? "int32" : "int16";
}
