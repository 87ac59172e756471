// SPDX-License-Identifier: Apache-2.0
/** Attributes of DIV. */
import type { FusedActivation } from "../../quant/activation.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationName, requireOptions } from "../shared/builtin-enums.js";

export interface DivAttributes {
  readonly activation: FusedActivation;
}

export function readDivAttributes(raw: RawAttributes): DivAttributes {
  return { activation: activationName(requireOptions(raw, "DivOptions").fusedActivationFunction) };
}
