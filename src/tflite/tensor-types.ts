// SPDX-License-Identifier: Apache-2.0
/** Element types of the file and of the IR, which list the same types in the same order. */
import { type DType, DTYPES } from "../ir/dtype.js";
import { type TensorType, tensorTypeNames } from "../tflite-schema/generated/enums.js";

export type TypeName = keyof typeof TensorType;

/** Undefined for a value beyond the schema. */
export function dtypeOf(type: number): DType | undefined {
  return DTYPES[type];
}

export function tensorTypeOf(dtype: DType): TensorType {
  return DTYPES.indexOf(dtype) as TensorType;
}

/** The schema's spelling: INT8, FLOAT8_E4M3FN. */
export function typeNameOf(dtype: DType): TypeName {
  return tensorTypeNames[tensorTypeOf(dtype)] ?? "VARIANT";
}
