// SPDX-License-Identifier: Apache-2.0
/** Options of CONV_2D. */
import type { FusedActivation } from "../../quant/activation.js";
import { TensorType } from "../../tflite-schema/generated/enums.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import {
  activationCode,
  activationName,
  changedOptions,
  paddingField,
  paddingName,
  requireOptions,
} from "../shared/builtin-enums.js";
import type { WindowAttributes } from "../shared/conv-geometry.js";

export interface Conv2dAttributes extends WindowAttributes {
  readonly activation: FusedActivation;
  /** Accumulator of an int16 convolution that has no bias. */
  readonly accumulatorWithoutBias: "int32" | "int64";
}

export function readConv2dAttributes(raw: RawAttributes): Conv2dAttributes {
  const options = requireOptions(raw, "Conv2DOptions");
  return {
    padding: paddingName(options.padding),
    strideHeight: options.strideH,
    strideWidth: options.strideW,
    dilationHeight: options.dilationHFactor,
    dilationWidth: options.dilationWFactor,
    activation: activationName(options.fusedActivationFunction),
    accumulatorWithoutBias: options.quantizedBiasType === TensorType.INT32 ? "int32" : "int64",
  };
}

/** The options with another padding and fused activation, which is what passes change. */
export function writeConv2dAttributes(attributes: Conv2dAttributes, raw: RawAttributes): RawAttributes {
  return changedOptions(raw, "Conv2DOptions", {
    ...paddingField(attributes.padding),
    fusedActivationFunction: activationCode(attributes.activation),
  });
}
