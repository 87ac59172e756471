// SPDX-License-Identifier: Apache-2.0
/** Attributes of MEAN. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface MeanAttributes {
  /** Reduced axes stay in the output's shape with extent 1. */
  readonly keepDims: boolean;
}

export function readMeanAttributes(raw: RawAttributes): MeanAttributes {
  return { keepDims: requireOptions(raw, "ReducerOptions").keepDims };
}
