// SPDX-License-Identifier: Apache-2.0
/** Attributes of SignalDelay. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { customOptions, integerOption } from "../shared/custom-options.js";

export interface SignalDelayAttributes {
  /** Samples by which each row comes out later. */
  readonly delay: number;
}

export function readSignalDelayAttributes(raw: RawAttributes): SignalDelayAttributes {
  return { delay: integerOption(customOptions(raw), "delay_length") };
}
