// SPDX-License-Identifier: Apache-2.0
/** Attributes of UNPACK. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface UnpackAttributes {
  /** Axis of the input that counts the outputs; negative values count from the last one. */
  readonly axis: number;
  readonly count: number;
}

export function readUnpackAttributes(raw: RawAttributes): UnpackAttributes {
  const { axis, num } = requireOptions(raw, "UnpackOptions");
  return { axis, count: num };
}
