// SPDX-License-Identifier: Apache-2.0
/** Attributes of BATCH_MATMUL. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface BatchMatmulAttributes {
  /** The matrices of input 0 are stored transposed. */
  readonly transposeFirst: boolean;
  /** The matrices of input 1 are stored transposed. */
  readonly transposeSecond: boolean;
}

export function readBatchMatmulAttributes(raw: RawAttributes): BatchMatmulAttributes {
  const { adjX, adjY } = requireOptions(raw, "BatchMatMulOptions");
  return { transposeFirst: adjX, transposeSecond: adjY };
}
