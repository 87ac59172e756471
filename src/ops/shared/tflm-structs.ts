// SPDX-License-Identifier: Apache-2.0
/** Parameter structures that several kernels of TFLM keep in the arena (kernels/internal/types.h). */
import { type StructLayout, times } from "../struct-layout.js";

/** Broadcast category, eleven factors and ranges, float, int64 and int16 ranges, five extents. */
export const ARITHMETIC_PARAMS: StructLayout = [
  "byte",
  ...times(14, "word"),
  "wide",
  "wide",
  "half",
  "half",
  ...times(5, "word"),
];

/** Padding type, four paddings, strides and dilations; three offsets, factor and shift, three ranges. */
export const CONV_PARAMS: StructLayout = ["byte", times(4, "half"), ...times(4, "half"), ...times(9, "word")];

/** Offsets, factor, shift, ranges; two flags for caches and the weights' format. */
export const FULLY_CONNECTED_PARAMS: StructLayout = [...times(9, "word"), "byte", "byte", "byte"];
