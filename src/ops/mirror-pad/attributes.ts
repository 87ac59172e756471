// SPDX-License-Identifier: Apache-2.0
/** Attributes of MIRROR_PAD. */
import { MirrorPadMode } from "../../tflite-schema/generated/enums.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface MirrorPadAttributes {
  /** The element at the edge is not repeated (REFLECT); otherwise it is (SYMMETRIC). */
  readonly reflect: boolean;
}

export function readMirrorPadAttributes(raw: RawAttributes): MirrorPadAttributes {
  return { reflect: requireOptions(raw, "MirrorPadOptions").mode === MirrorPadMode.REFLECT };
}
