// SPDX-License-Identifier: Apache-2.0
/** Attributes of LEAKY_RELU. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface LeakyReluAttributes {
  /** Slope for negative values, a float32. */
  readonly alpha: number;
}

export function readLeakyReluAttributes(raw: RawAttributes): LeakyReluAttributes {
  return { alpha: requireOptions(raw, "LeakyReluOptions").alpha };
}
