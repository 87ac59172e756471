// SPDX-License-Identifier: Apache-2.0
/** Attributes of MUL. */
import type { FusedActivation } from "../../quant/activation.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationCode, activationName, changedOptions, requireOptions } from "../shared/builtin-enums.js";

export interface MulAttributes {
  readonly activation: FusedActivation;
}

export function readMulAttributes(raw: RawAttributes): MulAttributes {
  return { activation: activationName(requireOptions(raw, "MulOptions").fusedActivationFunction) };
}

/** The options with another fused activation, which is what passes change. */
export function writeMulAttributes(attributes: MulAttributes, raw: RawAttributes): RawAttributes {
  return changedOptions(raw, "MulOptions", {
    fusedActivationFunction: activationCode(attributes.activation),
  });
}
