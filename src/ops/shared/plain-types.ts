// SPDX-License-Identifier: Apache-2.0
/** Element types that operators move as bytes, without a look at the values. */
import type { DType } from "../../ir/dtype.js";

export const PLAIN_TYPES: readonly DType[] = [
  "int8",
  "uint8",
  "int16",
  "uint16",
  "int32",
  "uint32",
  "int64",
  "uint64",
  "bool",
  "float32",
];
