// SPDX-License-Identifier: Apache-2.0
/** Fused activations as clamps of the quantised output. */
import type { DType } from "../ir/dtype.js";
import { roundHalfAwayFromZero } from "./multiplier.js";

/** Fused activations that TFLM's quantised kernels honour; it ignores TANH and SIGN_BIT. */
export type FusedActivation = "NONE" | "RELU" | "RELU_N1_TO_1" | "RELU6" | "TANH" | "SIGN_BIT";

export interface ClampRange {
  readonly min: number;
  readonly max: number;
}

/** Smallest and largest value of an integer type up to 32 bits. */
export function integerRange(dtype: DType): ClampRange {
  switch (dtype) {
    case "int8":
      return { min: -128, max: 127 };
    case "uint8":
      return { min: 0, max: 255 };
    case "int16":
      return { min: -32768, max: 32767 };
    case "uint16":
      return { min: 0, max: 65535 };
    case "int32":
      return { min: -0x80000000, max: 0x7fffffff };
    default:
      throw new RangeError(`${dtype} has no clamp range`);
  }
}

export interface ActivationRangeOptions {
  readonly activation: FusedActivation;
  readonly dtype: DType;
  /** Scale and zero point of the output. */
  readonly scale: number;
  readonly zeroPoint: number;
}

/**
 * Range of stored output values (tflite::CalculateActivationRangeQuantized). Bounds are divided in float32 and
 * rounded half away from zero. `min > max` is possible for absurd zero points and then yields `max`, as in TFLM.
 */
export function activationRange(options: ActivationRangeOptions): ClampRange {
  const { activation, dtype, scale, zeroPoint } = options;
  const type = integerRange(dtype);
  const quantize = (real: number): number => zeroPoint + roundHalfAwayFromZero(Math.fround(real / scale));
  switch (activation) {
    case "RELU":
      return { min: Math.max(type.min, quantize(0)), max: type.max };
    case "RELU6":
      return { min: Math.max(type.min, quantize(0)), max: Math.min(type.max, quantize(6)) };
    case "RELU_N1_TO_1":
      return { min: Math.max(type.min, quantize(-1)), max: Math.min(type.max, quantize(1)) };
    case "NONE":
    case "TANH":
    case "SIGN_BIT":
      return type;
  }
}
