// SPDX-License-Identifier: Apache-2.0
/** Attributes of PAD: there are none. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";

export type PadAttributes = Readonly<Record<string, never>>;

export function readPadAttributes(raw: RawAttributes): PadAttributes {
  void raw;
  return {};
}
