// SPDX-License-Identifier: Apache-2.0
/** Enumerations that the options of several operators share, as names. */
import { fail } from "../../diagnostics/tinygen-error.js";
import type { FusedActivation } from "../../quant/activation.js";
import { activationFunctionTypeNames, paddingNames } from "../../tflite-schema/generated/enums.js";
import { optionsAs, type OptionsTables, type RawAttributes } from "../../tflite-schema/raw-attributes.js";
import type { Padding } from "./padding.js";

/** Values outside the schema count as no activation, as in TFLM's flatbuffer_conversions.cc. */
export function activationName(value: number): FusedActivation {
  return activationFunctionTypeNames[value] ?? "NONE";
}

export function paddingName(value: number): Padding {
  return paddingNames[value] ?? "UNKNOWN";
}

/** The options table that the operator needs; TG1004 when the file gives it those of another operator. */
export function requireOptions<T extends keyof OptionsTables>(raw: RawAttributes, type: T): OptionsTables[T] {
  return optionsAs(raw, type) ?? fail("TG1004", `an operator that needs ${type} carries ${raw.type}`);
}
