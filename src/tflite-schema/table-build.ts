// SPDX-License-Identifier: Apache-2.0
/** Vector construction that the generated writers share; an absent value becomes offset 0, which leaves the field out. */
import type { Builder, Offset } from "flatbuffers";

/** What a writer accepts for a table: every field may be left out and then has the schema's default. */
export type Draft<T> = T extends Uint8Array | string | number | bigint | boolean | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly Draft<E>[]
    : T extends { readonly type: infer K extends string; readonly value: infer V }
      ? { readonly type: K; readonly value: Draft<V> }
      : { readonly [F in keyof T]?: Draft<T[F]> | undefined };

export function buildString(builder: Builder, value: string | undefined): Offset {
  return value === undefined ? 0 : builder.createString(value);
}

export function buildTable<T>(
  builder: Builder,
  value: T | undefined,
  write: (builder: Builder, value: T) => Offset,
): Offset {
  return value === undefined ? 0 : write(builder, value);
}

/** Copies the bytes in one piece; `alignment` is that of the first byte relative to the start of the file. */
export function buildUbytes(builder: Builder, value: Uint8Array | undefined, alignment: number): Offset {
  if (value === undefined) return 0;
  builder.startVector(1, value.length, alignment);
  builder.pad(value.length);
  const buffer = builder.dataBuffer();
  buffer.bytes().set(value, buffer.capacity() - builder.offset());
  return builder.endVector();
}

// Flatbuffers grow towards lower addresses, so the last element is added first.
function buildVector<T>(
  builder: Builder,
  values: readonly T[] | undefined,
  layout: { readonly bytes: number; readonly alignment?: number },
  add: (value: T) => void,
): Offset {
  if (values === undefined) return 0;
  builder.startVector(layout.bytes, values.length, layout.alignment ?? layout.bytes);
  for (let i = values.length - 1; i >= 0; i--) add(values[i] as T);
  return builder.endVector();
}

export function buildTables<T>(
  builder: Builder,
  values: readonly T[] | undefined,
  write: (builder: Builder, value: T) => Offset,
): Offset {
  const offsets = values?.map((value) => write(builder, value));
  return buildVector(builder, offsets, { bytes: 4 }, (offset) => {
    builder.addOffset(offset);
  });
}

export function buildBools(builder: Builder, values: readonly boolean[] | undefined): Offset {
  return buildVector(builder, values, { bytes: 1 }, (value) => {
    builder.addInt8(Number(value));
  });
}

export function buildUshorts(builder: Builder, values: readonly number[] | undefined): Offset {
  // Uint16Vector asks for 4-byte alignment, which the length field in front already gives.
  return buildVector(builder, values, { bytes: 2, alignment: 4 }, (value) => {
    builder.addInt16(value);
  });
}

export function buildInts(builder: Builder, values: readonly number[] | undefined): Offset {
  return buildVector(builder, values, { bytes: 4 }, (value) => {
    builder.addInt32(value);
  });
}

export function buildLongs(builder: Builder, values: readonly bigint[] | undefined): Offset {
  return buildVector(builder, values, { bytes: 8 }, (value) => {
    builder.addInt64(value);
  });
}

export function buildFloats(builder: Builder, values: readonly number[] | undefined): Offset {
  return buildVector(builder, values, { bytes: 4 }, (value) => {
    builder.addFloat32(value);
  });
}
