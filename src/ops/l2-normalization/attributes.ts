// SPDX-License-Identifier: Apache-2.0
/** Attributes of L2_NORMALIZATION. */
import type { FusedActivation } from "../../quant/activation.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationName, requireOptions } from "../shared/builtin-enums.js";

export interface L2NormalizationAttributes {
  readonly activation: FusedActivation;
}

export function readL2NormalizationAttributes(raw: RawAttributes): L2NormalizationAttributes {
  return { activation: activationName(requireOptions(raw, "L2NormOptions").fusedActivationFunction) };
}
