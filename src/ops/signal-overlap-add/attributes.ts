// SPDX-License-Identifier: Apache-2.0
/** Attributes of SignalOverlapAdd. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { customOptions, integerOption } from "../shared/custom-options.js";

export interface SignalOverlapAddAttributes {
  /** Samples between the starts of two frames. */
  readonly frameStep: number;
}

export function readSignalOverlapAddAttributes(raw: RawAttributes): SignalOverlapAddAttributes {
  return { frameStep: integerOption(customOptions(raw), "frame_step") };
}
