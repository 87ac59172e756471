// SPDX-License-Identifier: Apache-2.0
/** A tensor value: shape, element type, quantisation, and where its bytes live. */
import type { Bytes, TensorId } from "../util/branded.js";
import { type DType, tensorBytes } from "./dtype.js";
import type { Quantization } from "./quantization.js";
import { elementCount, type Shape } from "./shape.js";

/**
 * `arena`: written by a node or by the caller, placed by the planner.
 * `constant`: known at compile time, little-endian bytes as in the file.
 * `variable`: keeps its value from one invocation to the next (starts as zeros, or at the zero point).
 * `resource`: a handle; the bytes belong to the resource variable with this key, which several tensors may name.
 */
export type Storage =
  | { readonly kind: "arena" }
  | { readonly kind: "constant"; readonly data: Uint8Array }
  | { readonly kind: "variable" }
  | { readonly kind: "resource"; readonly key: string };

export interface Tensor {
  readonly id: TensorId;
  /** Index in the file where a rewrite has renumbered the tensors; reports and golden layers refer to it. */
  readonly origin?: TensorId;
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly quantization?: Quantization;
  readonly storage: Storage;
  /** Shape in the file, where a rewrite has removed channels that no result depends on. */
  readonly narrowedFrom?: Shape;
  /** Set when the file says that a dimension is only known at run time (shape_signature holds −1). */
  readonly shapeSignature?: Shape;
}

/** Index of the tensor in the file. */
export function fileIndex(tensor: Tensor): TensorId {
  return tensor.origin ?? tensor.id;
}

export function byteSize(tensor: Tensor): Bytes {
  return tensorBytes(tensor.dtype, elementCount(tensor.shape));
}
