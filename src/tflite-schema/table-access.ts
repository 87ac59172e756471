// SPDX-License-Identifier: Apache-2.0
/** Field access that the generated readers share. Callers have verified the bytes (verify.ts): nothing is checked here. */
import type { ByteBuffer } from "flatbuffers";

// In all functions `table` is the absolute position of a table and `field` the byte offset of a field in its vtable.

export function byteAt(bb: ByteBuffer, table: number, field: number, absent: number): number {
  const offset = bb.__offset(table, field);
  return offset === 0 ? absent : bb.readInt8(table + offset);
}

export function ubyteAt(bb: ByteBuffer, table: number, field: number, absent: number): number {
  const offset = bb.__offset(table, field);
  return offset === 0 ? absent : bb.readUint8(table + offset);
}

export function boolAt(bb: ByteBuffer, table: number, field: number, absent: number): boolean {
  return ubyteAt(bb, table, field, absent) !== 0;
}

export function intAt(bb: ByteBuffer, table: number, field: number, absent: number): number {
  const offset = bb.__offset(table, field);
  return offset === 0 ? absent : bb.readInt32(table + offset);
}

export function uintAt(bb: ByteBuffer, table: number, field: number, absent: number): number {
  const offset = bb.__offset(table, field);
  return offset === 0 ? absent : bb.readUint32(table + offset);
}

export function longAt(bb: ByteBuffer, table: number, field: number, absent: number): bigint {
  const offset = bb.__offset(table, field);
  return offset === 0 ? BigInt(absent) : bb.readInt64(table + offset);
}

export function ulongAt(bb: ByteBuffer, table: number, field: number, absent: number): bigint {
  const offset = bb.__offset(table, field);
  return offset === 0 ? BigInt(absent) : bb.readUint64(table + offset);
}

export function floatAt(bb: ByteBuffer, table: number, field: number, absent: number): number {
  const offset = bb.__offset(table, field);
  return offset === 0 ? absent : bb.readFloat32(table + offset);
}

const utf8 = new TextDecoder();

export function stringAt(bb: ByteBuffer, table: number, field: number): string | undefined {
  const bytes = ubytesAt(bb, table, field);
  return bytes === undefined ? undefined : utf8.decode(bytes);
}

export function tableAt<T>(
  bb: ByteBuffer,
  table: number,
  field: number,
  read: (bb: ByteBuffer, table: number) => T,
): T | undefined {
  const offset = bb.__offset(table, field);
  return offset === 0 ? undefined : read(bb, bb.__indirect(table + offset));
}

/** Bytes of a [ubyte] vector as a view into the file, not a copy. */
export function ubytesAt(bb: ByteBuffer, table: number, field: number): Uint8Array | undefined {
  const offset = bb.__offset(table, field);
  if (offset === 0) return undefined;
  const start = bb.__vector(table + offset);
  return bb.bytes().subarray(start, start + bb.__vector_len(table + offset));
}

function vectorAt<T>(
  bb: ByteBuffer,
  table: number,
  field: number,
  elementBytes: number,
  element: (position: number) => T,
): readonly T[] | undefined {
  const offset = bb.__offset(table, field);
  if (offset === 0) return undefined;
  const length = bb.__vector_len(table + offset);
  const start = bb.__vector(table + offset);
  const values: T[] = [];
  for (let i = 0; i < length; i++) values.push(element(start + i * elementBytes));
  return values;
}

export function tablesAt<T>(
  bb: ByteBuffer,
  table: number,
  field: number,
  read: (bb: ByteBuffer, table: number) => T,
): readonly T[] | undefined {
  return vectorAt(bb, table, field, 4, (position) => read(bb, bb.__indirect(position)));
}

export function boolsAt(bb: ByteBuffer, table: number, field: number): readonly boolean[] | undefined {
  return vectorAt(bb, table, field, 1, (position) => bb.readUint8(position) !== 0);
}

export function ushortsAt(bb: ByteBuffer, table: number, field: number): readonly number[] | undefined {
  return vectorAt(bb, table, field, 2, (position) => bb.readUint16(position));
}

export function intsAt(bb: ByteBuffer, table: number, field: number): readonly number[] | undefined {
  return vectorAt(bb, table, field, 4, (position) => bb.readInt32(position));
}

export function uintsAt(bb: ByteBuffer, table: number, field: number): readonly number[] | undefined {
  return vectorAt(bb, table, field, 4, (position) => bb.readUint32(position));
}

export function longsAt(bb: ByteBuffer, table: number, field: number): readonly bigint[] | undefined {
  // ByteBuffer.readInt64 adds up two halves, which takes long for a scale per channel.
  const bytes = bb.bytes();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return vectorAt(bb, table, field, 8, (position) => view.getBigInt64(position, true));
}

export function floatsAt(bb: ByteBuffer, table: number, field: number): readonly number[] | undefined {
  return vectorAt(bb, table, field, 4, (position) => bb.readFloat32(position));
}
