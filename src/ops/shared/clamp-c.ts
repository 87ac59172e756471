// SPDX-License-Identifier: Apache-2.0
/** C clamps of results that are not quantised. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cFloat, cInteger } from "../../codegen/c/literals.js";
import type { DType } from "../../ir/dtype.js";
import { type ClampRange, integerRange } from "../../quant/activation.js";

export function clampFloatExpression(kernel: KernelWriter, x: string, { min, max }: ClampRange): string {
  kernel.include("tinygen_elementwise.h");
  return `tinygen_clamp_float(${x}, ${cFloat(min)}, ${cFloat(max)})`;
}

/** The expression itself where the range is that of the type. */
export function clampIntegerExpression(
  kernel: KernelWriter,
  x: string,
  dtype: DType,
  { min, max }: ClampRange,
): string {
  const type = integerRange(dtype);
  if (min === type.min && max === type.max) return x;
  kernel.include("tinygen_fixed_point.h");
  return `tinygen_clamp(${x}, ${cInteger(min)}, ${cInteger(max)})`;
}
