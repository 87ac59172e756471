// SPDX-License-Identifier: Apache-2.0
/** Typed views of a tensor's bytes, as reference kernels read and write them. */
import { TinygenError } from "../diagnostics/tinygen-error.js";
import type { DType } from "./dtype.js";
import { elementCount } from "./shape.js";
import type { Tensor } from "./tensor.js";
import { quoted } from "../util/untrusted.js";

export type Elements =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | BigInt64Array
  | BigUint64Array;

export interface TensorData {
  readonly tensor: Tensor;
  readonly data: Elements;
}

const CONSTRUCTORS: Partial<
  Record<
    DType,
    {
      new (length: number): Elements;
      new (buffer: ArrayBufferLike, offset: number, length: number): Elements;
      BYTES_PER_ELEMENT: number;
    }
  >
> = {
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  resource: Int32Array,
  float32: Float32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
};

function constructorOf(tensor: Tensor) {
  const constructor = CONSTRUCTORS[tensor.dtype];
  if (constructor === undefined) {
    throw new TinygenError([
      {
        code: "TG2002",
        severity: "error",
        message: `tensor ${tensor.id} ${quoted(tensor.name)} has type ${tensor.dtype}, which no reference kernel computes with`,
      },
    ]);
  }
  return constructor;
}

/** Zero-filled storage for a tensor. */
export function allocate(tensor: Tensor): TensorData {
  return { tensor, data: new (constructorOf(tensor))(elementCount(tensor.shape)) };
}

/** The elements that little-endian bytes hold; copies when the bytes are not aligned. Hosts are little-endian. */
export function fromBytes(tensor: Tensor, bytes: Uint8Array): TensorData {
  const constructor = constructorOf(tensor);
  const aligned = bytes.byteOffset % constructor.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  const length = Math.floor(bytes.byteLength / constructor.BYTES_PER_ELEMENT);
  return { tensor, data: new constructor(aligned.buffer, aligned.byteOffset, length) };
}

export function toBytes(data: TensorData): Uint8Array {
  return new Uint8Array(data.data.buffer, data.data.byteOffset, data.data.byteLength);
}
