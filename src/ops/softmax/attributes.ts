// SPDX-License-Identifier: Apache-2.0
/** Attributes of SOFTMAX. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface SoftmaxAttributes {
  /** Factor of the exponents, a float32. */
  readonly beta: number;
}

export function readSoftmaxAttributes(raw: RawAttributes): SoftmaxAttributes {
  return { beta: requireOptions(raw, "SoftmaxOptions").beta };
}
