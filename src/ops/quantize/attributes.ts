// SPDX-License-Identifier: Apache-2.0
/** Attributes of QUANTIZE: there are none. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";

export type QuantizeAttributes = Readonly<Record<string, never>>;

export function readQuantizeAttributes(raw: RawAttributes): QuantizeAttributes {
  void raw;
  return {};
}
