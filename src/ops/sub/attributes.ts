// SPDX-License-Identifier: Apache-2.0
/** Attributes of SUB. */
import type { FusedActivation } from "../../quant/activation.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationName, requireOptions } from "../shared/builtin-enums.js";

export interface SubAttributes {
  readonly activation: FusedActivation;
}

export function readSubAttributes(raw: RawAttributes): SubAttributes {
  return { activation: activationName(requireOptions(raw, "SubOptions").fusedActivationFunction) };
}
