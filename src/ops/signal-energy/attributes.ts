// SPDX-License-Identifier: Apache-2.0
/** Attributes of SignalEnergy. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { customOptions, integerOption } from "../shared/custom-options.js";

export interface SignalEnergyAttributes {
  /** First number of the spectrum whose energy is computed. */
  readonly start: number;
  /** One behind the last. */
  readonly end: number;
}

export function readSignalEnergyAttributes(raw: RawAttributes): SignalEnergyAttributes {
  const options = customOptions(raw);
  return { start: integerOption(options, "start_index"), end: integerOption(options, "end_index") };
}
