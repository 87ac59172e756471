// SPDX-License-Identifier: Apache-2.0
/** Attributes of CUMSUM. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface CumsumAttributes {
  /** Each output leaves its own element out. */
  readonly exclusive: boolean;
  /** Sums from the end. */
  readonly reverse: boolean;
}

export function readCumsumAttributes(raw: RawAttributes): CumsumAttributes {
  const { exclusive, reverse } = requireOptions(raw, "CumsumOptions");
  return { exclusive, reverse };
}
