// SPDX-License-Identifier: Apache-2.0
/** Attributes of CONCATENATION. */
import type { FusedActivation } from "../../quant/activation.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationName, requireOptions } from "../shared/builtin-enums.js";

export interface ConcatenationAttributes {
  /** Negative values count from the last axis. */
  readonly axis: number;
  readonly activation: FusedActivation;
}

export function readConcatenationAttributes(raw: RawAttributes): ConcatenationAttributes {
  const options = requireOptions(raw, "ConcatenationOptions");
  return { axis: options.axis, activation: activationName(options.fusedActivationFunction) };
}
