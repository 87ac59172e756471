// SPDX-License-Identifier: Apache-2.0
/** Attributes of PADV2: there are none. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";

export type PadV2Attributes = Readonly<Record<string, never>>;

export function readPadV2Attributes(raw: RawAttributes): PadV2Attributes {
  void raw;
  return {};
}
