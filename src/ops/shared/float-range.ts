// SPDX-License-Identifier: Apache-2.0
/** Fused activations of kernels that do not quantise (tflite::CalculateActivationRange). */
import type { DType } from "../../ir/dtype.js";
import { type ClampRange, type FusedActivation, integerRange } from "../../quant/activation.js";

const FLOAT32_MAX = (2 - 2 ** -23) * 2 ** 127;

/** Clamp of float32 results; without an activation infinities become the largest finite numbers, as in TFLM. */
export function floatRange(activation: FusedActivation): ClampRange {
  return plainRange(activation, { min: -FLOAT32_MAX, max: FLOAT32_MAX });
}

/** Clamp of integers that are not quantised: the bounds of the activation are taken as they are. */
export function plainIntegerRange(activation: FusedActivation, dtype: DType): ClampRange {
  return plainRange(activation, integerRange(dtype));
}

function plainRange(activation: FusedActivation, type: ClampRange): ClampRange {
  switch (activation) {
    case "RELU":
      return { min: 0, max: type.max };
    case "RELU6":
      return { min: 0, max: 6 };
    case "RELU_N1_TO_1":
      return { min: -1, max: 1 };
    case "NONE":
    case "TANH":
    case "SIGN_BIT":
      return type;
  }
}
