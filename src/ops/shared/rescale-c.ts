// SPDX-License-Identifier: Apache-2.0
/** C expressions that rescale a bounded integer by a constant multiplier, in the cheapest form that stays exact. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import type { ClampRange } from "../../quant/activation.js";
import { multiplyByQuantizedMultiplier, saturatingRoundingDoublingHighMul } from "../../quant/fixed-point.js";
import type { QuantizedMultiplier } from "../../quant/multiplier.js";

const FIXED_POINT = "tinygen_fixed_point.h";
const ELEMENTWISE = "tinygen_elementwise.h";

export interface RescaleOptions extends QuantizedMultiplier {
  /** C expression of the value to scale. */
  readonly x: string;
  /** Bounds of that value. */
  readonly from: ClampRange;
  /** Added after scaling. */
  readonly zeroPoint: number;
}

/**
 * MultiplyByQuantizedMultiplier(x, multiplier, shift) + zeroPoint as C. The form with the zero point folded into the
 * rounding constant is used where its sum provably fits 32 bits.
 */
export function rescaleExpression(kernel: KernelWriter, options: RescaleOptions): string {
  const { x, from, multiplier, shift, zeroPoint } = options;
  const right = -shift;
  const addend = right >= 1 ? zeroPoint * 2 ** right + 2 ** (right - 1) : 0;
  const product = Math.max(
    ...[from.min, from.max].map((v) => Math.abs(saturatingRoundingDoublingHighMul(v, multiplier))),
  );
  // Doubling −2³⁰ still fits, 2³⁰ does not.
  if (right >= 1 && from.min >= -(2 ** 30) && from.max < 2 ** 30 && product + 1 + Math.abs(addend) < 2 ** 31) {
    kernel.include(ELEMENTWISE);
    return `tinygen_rescale_add(${x}, ${multiplier}, ${right}, ${cInteger(addend)})`;
  }
  kernel.include(FIXED_POINT);
  const scaled = `tinygen_multiply_by_quantized_multiplier(${x}, ${multiplier}, ${shift})`;
  const bounds = [from.min, from.max].map((v) => multiplyByQuantizedMultiplier(v, multiplier, shift) + zeroPoint);
  const fits = shift <= 0 && bounds.every((bound) => bound >= -(2 ** 31) && bound < 2 ** 31);
  if (zeroPoint === 0) return scaled;
  if (fits) return `${scaled} ${signed(zeroPoint)}`;
  kernel.include(ELEMENTWISE);
  return `tinygen_wrapping_add(${scaled}, ${cInteger(zeroPoint)})`;
}

/** A clamp of an int32 expression, cast to the element type; nothing but the cast where the type is int32. */
export function clampExpression(kernel: KernelWriter, x: string, type: string, range: ClampRange): string {
  if (type === "int32_t") return x;
  kernel.include(FIXED_POINT);
  // TFLM clamps to the upper bound last, which decides when the bounds are crossed.
  const bounds = `${cInteger(Math.min(range.min, range.max))}, ${cInteger(range.max)}`;
  // These two use a saturating instruction where there is one.
  if (type === "int8_t" || type === "int16_t") return `tinygen_clamp_${type.replace("_t", "")}(${x}, ${bounds})`;
  return `(${type})tinygen_clamp(${x}, ${bounds})`;
}

/** "+ 5" or "- 5", to be appended to an expression. */
export function signed(value: number): string {
  return value < 0 ? `- ${cInteger(-value)}` : `+ ${cInteger(value)}`;
}
