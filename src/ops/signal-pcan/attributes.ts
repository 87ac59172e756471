// SPDX-License-Identifier: Apache-2.0
/** Attributes of SignalPCAN. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { customOptions, integerOption } from "../shared/custom-options.js";

export interface SignalPcanAttributes {
  /** Right shift from signal times gain to the signal-to-noise ratio with 12 fractional bits. */
  readonly snrShift: number;
}

export function readSignalPcanAttributes(raw: RawAttributes): SignalPcanAttributes {
  return { snrShift: integerOption(customOptions(raw), "snr_shift") };
}
