// SPDX-License-Identifier: Apache-2.0
/** Attributes of DEQUANTIZE: there are none. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";

export type DequantizeAttributes = Readonly<Record<string, never>>;

export function readDequantizeAttributes(raw: RawAttributes): DequantizeAttributes {
  void raw;
  return {};
}
