// SPDX-License-Identifier: Apache-2.0
/** Attributes of LOGISTIC: there are none. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";

export type LogisticAttributes = Readonly<Record<string, never>>;

export function readLogisticAttributes(raw: RawAttributes): LogisticAttributes {
  void raw;
  return {};
}
