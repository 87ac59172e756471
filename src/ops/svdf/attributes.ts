// SPDX-License-Identifier: Apache-2.0
/** Attributes of SVDF; TFLM's integer kernels ignore the fused activation, which lies in the output's range. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface SvdfAttributes {
  /** Filters per unit. */
  readonly rank: number;
}

export function readSvdfAttributes(raw: RawAttributes): SvdfAttributes {
  return { rank: requireOptions(raw, "SVDFOptions").rank };
}
