// SPDX-License-Identifier: Apache-2.0
/** Attributes of SignalStacker. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { customOptions, integerOption } from "../shared/custom-options.js";

export interface SignalStackerAttributes {
  readonly channels: number;
  /** Frames before and after the current one that are stacked with it. */
  readonly leftContext: number;
  readonly rightContext: number;
  /** Frames between two stacks. */
  readonly step: number;
}

export function readSignalStackerAttributes(raw: RawAttributes): SignalStackerAttributes {
  const options = customOptions(raw);
  return {
    channels: integerOption(options, "num_channels"),
    leftContext: integerOption(options, "stacker_left_context"),
    rightContext: integerOption(options, "stacker_right_context"),
    step: integerOption(options, "stacker_step"),
  };
}

/** Elements of a stack. */
export function stackSize({ channels, leftContext, rightContext }: SignalStackerAttributes): number {
  return channels * (leftContext + rightContext + 1);
}
