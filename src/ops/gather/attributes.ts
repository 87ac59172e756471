// SPDX-License-Identifier: Apache-2.0
/** Attributes of GATHER. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface GatherAttributes {
  /** Axis of the input that the indices walk; negative values count from the last one. */
  readonly axis: number;
  /** Leading axes that input and indices share; negative values count from the indices' rank. */
  readonly batchDims: number;
}

export function readGatherAttributes(raw: RawAttributes): GatherAttributes {
  const { axis, batchDims } = requireOptions(raw, "GatherOptions");
  return { axis, batchDims };
}
