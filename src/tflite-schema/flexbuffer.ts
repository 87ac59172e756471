// SPDX-License-Identifier: Apache-2.0
/** Reads the scalar entries of a FlexBuffers map, the form of custom operators' options. */

export type FlexScalar = number | boolean | string;

/** Type numbers of the format (flexbuffers.h, enum Type). */
const INT = 1;
const UINT = 2;
const FLOAT = 3;
const STRING = 5;
const INDIRECT_INT = 6;
const INDIRECT_UINT = 7;
const INDIRECT_FLOAT = 8;
const MAP = 9;
const BOOL = 26;

/** No operator has more options; a larger count is a damaged buffer. */
const MOST_ENTRIES = 256;

/**
 * Scalars and strings of the map at the root, by key; entries of other types are left out. Undefined when the bytes
 * are no such map. Offsets count backwards from the place that holds them, so the format has no cycles to follow here.
 */
export function readFlexbufferMap(bytes: Uint8Array): ReadonlyMap<string, FlexScalar> | undefined {
  try {
    return readRoot(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    // DataView throws RangeError for every access beyond the bytes.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readRoot(view: DataView): ReadonlyMap<string, FlexScalar> | undefined {
  const rootWidth = view.getUint8(view.byteLength - 1);
  const { type, width } = unpack(view.getUint8(view.byteLength - 2));
  if (type !== MAP) return undefined;
  const root = view.byteLength - 2 - rootWidth;
  const map = root - unsigned(view, root, rootWidth);
  const count = unsigned(view, map - width, width);
  if (count > MOST_ENTRIES) return undefined;
  const keys = map - 3 * width - unsigned(view, map - 3 * width, width);
  const keyWidth = unsigned(view, map - 2 * width, width);
  const entries = new Map<string, FlexScalar>();
  for (let i = 0; i < count; i++) {
    const key = keys + i * keyWidth;
    const value = readValue(view, map + i * width, width, view.getUint8(map + count * width + i));
    if (value !== undefined) entries.set(terminatedText(view, key - unsigned(view, key, keyWidth)), value);
  }
  return entries;
}

function unpack(packed: number): { readonly type: number; readonly width: number } {
  return { type: packed >> 2, width: 1 << (packed & 3) };
}

function readValue(view: DataView, at: number, parentWidth: number, packed: number): FlexScalar | undefined {
  const { type, width } = unpack(packed);
  const target = (): number => at - unsigned(view, at, parentWidth);
  switch (type) {
    case INT:
      return signed(view, at, parentWidth);
    case UINT:
      return unsigned(view, at, parentWidth);
    case FLOAT:
      return float(view, at, parentWidth);
    case BOOL:
      return unsigned(view, at, parentWidth) !== 0;
    case INDIRECT_INT:
      return signed(view, target(), width);
    case INDIRECT_UINT:
      return unsigned(view, target(), width);
    case INDIRECT_FLOAT:
      return float(view, target(), width);
    case STRING:
      return text(view, target(), unsigned(view, target() - width, width));
    default:
      return undefined;
  }
}

function unsigned(view: DataView, at: number, width: number): number {
  switch (width) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true);
    case 4:
      return view.getUint32(at, true);
    case 8:
      return Number(view.getBigUint64(at, true));
    default:
      throw new RangeError(`${width} is no width`);
  }
}

function signed(view: DataView, at: number, width: number): number {
  if (width === 8) return Number(view.getBigInt64(at, true));
  const value = unsigned(view, at, width);
  const range = 2 ** (8 * width);
  return value >= range / 2 ? value - range : value;
}

function float(view: DataView, at: number, width: number): number {
  if (width === 4) return view.getFloat32(at, true);
  if (width === 8) return view.getFloat64(at, true);
  throw new RangeError("no such float");
}

function terminatedText(view: DataView, at: number): string {
  let end = at;
  while (view.getUint8(end) !== 0) end++;
  return text(view, at, end - at);
}

function text(view: DataView, at: number, length: number): string {
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at, length));
}
