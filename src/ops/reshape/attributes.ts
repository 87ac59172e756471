// SPDX-License-Identifier: Apache-2.0
/** Attributes of RESHAPE: there are none. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";

export type ReshapeAttributes = Readonly<Record<string, never>>;

export function readReshapeAttributes(raw: RawAttributes): ReshapeAttributes {
  void raw;
  return {};
}
