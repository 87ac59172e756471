// SPDX-License-Identifier: Apache-2.0
/** Options of DEPTHWISE_CONV_2D. */
import type { FusedActivation } from "../../quant/activation.js";
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

export interface DepthwiseConv2dAttributes extends WindowAttributes {
  readonly activation: FusedActivation;
  /** Output channels per input channel. */
  readonly depthMultiplier: number;
}

export function readDepthwiseConv2dAttributes(raw: RawAttributes): DepthwiseConv2dAttributes {
  const options = requireOptions(raw, "DepthwiseConv2DOptions");
  return {
    padding: paddingName(options.padding),
    strideHeight: options.strideH,
    strideWidth: options.strideW,
    dilationHeight: options.dilationHFactor,
    dilationWidth: options.dilationWFactor,
    activation: activationName(options.fusedActivationFunction),
    depthMultiplier: options.depthMultiplier,
  };
}

/** The options with another padding and fused activation, which is what passes change. */
export function writeDepthwiseConv2dAttributes(
  attributes: DepthwiseConv2dAttributes,
  raw: RawAttributes,
): RawAttributes {
  return changedOptions(raw, "DepthwiseConv2DOptions", {
    ...paddingField(attributes.padding),
    fusedActivationFunction: activationCode(attributes.activation),
  });
}
