// SPDX-License-Identifier: Apache-2.0
/** Attributes of VAR_HANDLE. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface VarHandleAttributes {
  readonly container: string;
  readonly sharedName: string;
}

export function readVarHandleAttributes(raw: RawAttributes): VarHandleAttributes {
  const { container, sharedName } = requireOptions(raw, "VarHandleOptions");
  return { container: container ?? "", sharedName: sharedName ?? "" };
}
