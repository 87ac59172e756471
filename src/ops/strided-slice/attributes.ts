// SPDX-License-Identifier: Apache-2.0
/** Attributes of STRIDED_SLICE: one bit per axis in each mask. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface StridedSliceAttributes {
  /** Axes that start at their first element (the last one for negative strides), whatever input 1 says. */
  readonly beginMask: number;
  /** Axes that run to their end, whatever input 2 says. */
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  /** Axes of which one element is taken and which the output does not have. */
  readonly shrinkAxisMask: number;
  /** Input 2 counts from the begin. */
  readonly offset: boolean;
}

export function readStridedSliceAttributes(raw: RawAttributes): StridedSliceAttributes {
  const { beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask, offset } = requireOptions(
    raw,
    "StridedSliceOptions",
  );
  return { beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask, offset };
}
