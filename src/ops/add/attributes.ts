// SPDX-License-Identifier: Apache-2.0
/** Attributes of ADD. */
import type { FusedActivation } from "../../quant/activation.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationName, requireOptions } from "../shared/builtin-enums.js";

export interface AddAttributes {
  /** Ignored for int32, as in TFLM. */
  readonly activation: FusedActivation;
}

export function readAddAttributes(raw: RawAttributes): AddAttributes {
  return { activation: activationName(requireOptions(raw, "AddOptions").fusedActivationFunction) };
}
