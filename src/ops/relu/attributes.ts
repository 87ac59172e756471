// SPDX-License-Identifier: Apache-2.0
/** Attributes of RELU: there are none. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";

export type ReluAttributes = Readonly<Record<string, never>>;

export function readReluAttributes(raw: RawAttributes): ReluAttributes {
  void raw;
  return {};
}
