// SPDX-License-Identifier: Apache-2.0
/** Attributes of operators whose options say nothing. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";

export type NoAttributes = Readonly<Record<string, never>>;

export function readNoAttributes(raw: RawAttributes): NoAttributes {
  void raw;
  return {};
}
