// SPDX-License-Identifier: Apache-2.0
/** Attributes of SignalFramer. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { booleanOption, customOptions, integerOption } from "../shared/custom-options.js";

export interface SignalFramerAttributes {
  readonly frameSize: number;
  /** Samples between the starts of two frames. */
  readonly frameStep: number;
  /** Starts with zeros in the queue, so that the first frame is complete. */
  readonly prefill: boolean;
}

export function readSignalFramerAttributes(raw: RawAttributes): SignalFramerAttributes {
  const options = customOptions(raw);
  return {
    frameSize: integerOption(options, "frame_size"),
    frameStep: integerOption(options, "frame_step"),
    prefill: booleanOption(options, "prefill"),
  };
}
