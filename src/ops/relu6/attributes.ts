// SPDX-License-Identifier: Apache-2.0
/** Attributes of RELU6: there are none. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";

export type Relu6Attributes = Readonly<Record<string, never>>;

export function readRelu6Attributes(raw: RawAttributes): Relu6Attributes {
  void raw;
  return {};
}
