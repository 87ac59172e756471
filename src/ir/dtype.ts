// SPDX-License-Identifier: Apache-2.0
/** Element types of tensors and their sizes in bytes; names follow tflite::TensorType in lower case. */
import type { Bytes } from "../util/branded.js";

const ELEMENT_BYTES = {
  float32: 4,
  float16: 2,
  int32: 4,
  uint8: 1,
  int64: 8,
  string: 0,
  bool: 1,
  int16: 2,
  complex64: 8,
  int8: 1,
  float64: 8,
  complex128: 16,
  uint64: 8,
  resource: 4,
  variant: 0,
  uint32: 4,
  uint16: 2,
  // Two elements a byte; see tensorBytes.
  int4: 0.5,
  bfloat16: 2,
  int2: 0.25,
  uint4: 0.5,
  float8e4m3fn: 1,
  float8e5m2: 1,
} as const;

export type DType = keyof typeof ELEMENT_BYTES;

/** Bytes of one element; 0 for types without a fixed size (string, variant), a fraction for packed ones. */
export function elementBytes(dtype: DType): number {
  return ELEMENT_BYTES[dtype];
}

/** Bytes of a dense tensor; packed types round up to a whole byte. */
export function tensorBytes(dtype: DType, elements: number): Bytes {
  return Math.ceil(ELEMENT_BYTES[dtype] * elements);
}

export const DTYPES = Object.keys(ELEMENT_BYTES) as readonly DType[];
