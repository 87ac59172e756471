// SPDX-License-Identifier: Apache-2.0
/** Attributes of ADD. */
import type { FusedActivation } from "../../quant/activation.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationCode, activationName, changedOptions, requireOptions } from "../shared/builtin-enums.js";

export interface AddAttributes {
  /** Ignored for int32, as in TFLM. */
  readonly activation: FusedActivation;
}

export function readAddAttributes(raw: RawAttributes): AddAttributes {
  return { activation: activationName(requireOptions(raw, "AddOptions").fusedActivationFunction) };
}

/** The options with another fused activation, which is what passes change. */
export function writeAddAttributes(attributes: AddAttributes, raw: RawAttributes): RawAttributes {
  return changedOptions(raw, "AddOptions", {
    fusedActivationFunction: activationCode(attributes.activation),
  });
}
