// SPDX-License-Identifier: Apache-2.0
/** Options of FULLY_CONNECTED. */
import type { FusedActivation } from "../../quant/activation.js";
import { FullyConnectedOptionsWeightsFormat, TensorType } from "../../tflite-schema/generated/enums.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationCode, activationName, changedOptions, requireOptions } from "../shared/builtin-enums.js";

export interface FullyConnectedAttributes {
  readonly activation: FusedActivation;
  /** The output keeps the leading dimensions of the input instead of being flattened to rank 2. */
  readonly keepNumDims: boolean;
  /** Weights are stored in the 4x16 order of an x86 library. */
  readonly shuffledWeights: boolean;
  /** Accumulator of an int16 layer that has no bias. */
  readonly accumulatorWithoutBias: "int32" | "int64";
}

export function readFullyConnectedAttributes(raw: RawAttributes): FullyConnectedAttributes {
  const options = requireOptions(raw, "FullyConnectedOptions");
  return {
    activation: activationName(options.fusedActivationFunction),
    keepNumDims: options.keepNumDims,
    shuffledWeights: options.weightsFormat !== FullyConnectedOptionsWeightsFormat.DEFAULT,
    accumulatorWithoutBias: options.quantizedBiasType === TensorType.INT32 ? "int32" : "int64",
  };
}

/** The options with another fused activation, which is what passes change. */
export function writeFullyConnectedAttributes(attributes: FullyConnectedAttributes, raw: RawAttributes): RawAttributes {
  return changedOptions(raw, "FullyConnectedOptions", {
    fusedActivationFunction: activationCode(attributes.activation),
  });
}
