// SPDX-License-Identifier: Apache-2.0
/** Attributes of SignalFilterBankLog. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { customOptions, integerOption } from "../shared/custom-options.js";

export interface SignalFilterBankLogAttributes {
  /** Left shift of the input. */
  readonly correctionBits: number;
  /** Steps of the output per unit of the natural logarithm, as a uint32. */
  readonly outputScale: number;
}

export function readSignalFilterBankLogAttributes(raw: RawAttributes): SignalFilterBankLogAttributes {
  const options = customOptions(raw);
  return {
    correctionBits: integerOption(options, "input_correction_bits"),
    outputScale: integerOption(options, "output_scale") >>> 0,
  };
}
