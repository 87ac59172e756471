// SPDX-License-Identifier: Apache-2.0
/** Attributes of SQUEEZE. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface SqueezeAttributes {
  /** Axes of extent 1 to drop; none stand for all of them. Negative values count from the last axis. */
  readonly axes: readonly number[];
}

export function readSqueezeAttributes(raw: RawAttributes): SqueezeAttributes {
  return { axes: requireOptions(raw, "SqueezeOptions").squeezeDims ?? [] };
}
