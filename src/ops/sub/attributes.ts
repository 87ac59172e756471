// SPDX-License-Identifier: Apache-2.0
/** Attributes of SUB. */
import type { FusedActivation } from "../../quant/activation.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationCode, activationName, changedOptions, requireOptions } from "../shared/builtin-enums.js";

export interface SubAttributes {
  readonly activation: FusedActivation;
}

export function readSubAttributes(raw: RawAttributes): SubAttributes {
  return { activation: activationName(requireOptions(raw, "SubOptions").fusedActivationFunction) };
}

/** The options with another fused activation, which is what passes change. */
export function writeSubAttributes(attributes: SubAttributes, raw: RawAttributes): RawAttributes {
  return changedOptions(raw, "SubOptions", {
    fusedActivationFunction: activationCode(attributes.activation),
  });
}
