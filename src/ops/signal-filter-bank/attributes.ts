// SPDX-License-Identifier: Apache-2.0
/** Attributes of SignalFilterBank. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { customOptions, integerOption } from "../shared/custom-options.js";

export interface SignalFilterBankAttributes {
  readonly channels: number;
}

export function readSignalFilterBankAttributes(raw: RawAttributes): SignalFilterBankAttributes {
  return { channels: integerOption(customOptions(raw), "num_channels") };
}
