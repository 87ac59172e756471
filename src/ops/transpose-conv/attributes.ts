// SPDX-License-Identifier: Apache-2.0
/** Attributes of TRANSPOSE_CONV. */
import type { FusedActivation } from "../../quant/activation.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationName, paddingName, requireOptions } from "../shared/builtin-enums.js";
import type { Padding } from "../shared/padding.js";

export interface TransposeConvAttributes {
  readonly padding: Padding;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly activation: FusedActivation;
}

export function readTransposeConvAttributes(raw: RawAttributes): TransposeConvAttributes {
  const options = requireOptions(raw, "TransposeConvOptions");
  return {
    padding: paddingName(options.padding),
    strideHeight: options.strideH,
    strideWidth: options.strideW,
    activation: activationName(options.fusedActivationFunction),
  };
}
