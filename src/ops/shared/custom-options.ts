// SPDX-License-Identifier: Apache-2.0
/** Options of custom operators, which are a FlexBuffers map; conversions follow flexbuffers::Reference::As…. */
import { fail } from "../../diagnostics/tinygen-error.js";
import { type FlexScalar, readFlexbufferMap } from "../../tflite-schema/flexbuffer.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";

export type CustomOptions = ReadonlyMap<string, FlexScalar>;

/** TG1004 when the operator carries no map. */
export function customOptions(raw: RawAttributes): CustomOptions {
  const options = raw.customOptions === undefined ? undefined : readFlexbufferMap(raw.customOptions);
  return options ?? fail("TG1004", "the custom operator carries no readable map of options");
}

/** An int32; `otherwise` when the option is absent, TG1004 when there is no such value either. */
export function integerOption(options: CustomOptions, name: string, otherwise?: number): number {
  const value = options.get(name);
  if (typeof value === "number" || typeof value === "boolean") return Math.trunc(Number(value)) | 0;
  return otherwise ?? fail("TG1004", `the custom operator has no option "${name}"`);
}

/** A float32. */
export function floatOption(options: CustomOptions, name: string): number {
  const value = options.get(name);
  if (typeof value === "number") return Math.fround(value);
  return fail("TG1004", `the custom operator has no option "${name}"`);
}

export function booleanOption(options: CustomOptions, name: string, otherwise?: boolean): boolean {
  const value = options.get(name);
  if (typeof value === "number" || typeof value === "boolean") return Boolean(value);
  return otherwise ?? fail("TG1004", `the custom operator has no option "${name}"`);
}
