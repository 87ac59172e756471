// SPDX-License-Identifier: Apache-2.0
/** Enumerations that the options of several operators share, as names. */
import { fail } from "../../diagnostics/tinygen-error.js";
import type { FusedActivation } from "../../quant/activation.js";
import {
  ActivationFunctionType,
  activationFunctionTypeNames,
  Padding as PaddingCode,
  paddingNames,
} from "../../tflite-schema/generated/enums.js";
import { optionsAs, type OptionsTables, type RawAttributes } from "../../tflite-schema/raw-attributes.js";
import type { Padding } from "./padding.js";

/** Values outside the schema count as no activation, as in TFLM's flatbuffer_conversions.cc. */
export function activationName(value: number): FusedActivation {
  return activationFunctionTypeNames[value] ?? "NONE";
}

export function paddingName(value: number): Padding {
  return paddingNames[value] ?? "UNKNOWN";
}

/** Number of a fused activation in the file. */
export function activationCode(name: FusedActivation): ActivationFunctionType {
  return ActivationFunctionType[name];
}

/** The field of a known padding; none for one that the file spells with a number of its own. */
export function paddingField(name: Padding): { readonly padding?: PaddingCode } {
  return name === "UNKNOWN" ? {} : { padding: PaddingCode[name] };
}

/** The options with some fields changed; all others keep what the file says, or have the schema's defaults. */
export function changedOptions<T extends keyof OptionsTables>(
  raw: RawAttributes,
  type: T,
  changes: Partial<OptionsTables[T]>,
): RawAttributes {
  const options: unknown = { ...raw, type, value: { ...requireOptions(raw, type), ...changes } };
  return options as RawAttributes;
}

/** The options table that the operator needs; TG1004 when the file gives it those of another operator. */
export function requireOptions<T extends keyof OptionsTables>(raw: RawAttributes, type: T): OptionsTables[T] {
  return optionsAs(raw, type) ?? fail("TG1004", `an operator that needs ${type} carries ${raw.type}`);
}
