// SPDX-License-Identifier: Apache-2.0
/** Attributes of SignalWindow. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { customOptions, integerOption } from "../shared/custom-options.js";

export interface SignalWindowAttributes {
  /** Fractional bits of the weights. */
  readonly shift: number;
}

export function readSignalWindowAttributes(raw: RawAttributes): SignalWindowAttributes {
  return { shift: integerOption(customOptions(raw), "shift") };
}
