// SPDX-License-Identifier: Apache-2.0
/** Attributes of PACK. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface PackAttributes {
  /** Axis of the output that counts the inputs; negative values count from the last one. */
  readonly axis: number;
  readonly valuesCount: number;
}

export function readPackAttributes(raw: RawAttributes): PackAttributes {
  const { axis, valuesCount } = requireOptions(raw, "PackOptions");
  return { axis, valuesCount };
}
