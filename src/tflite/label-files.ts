// SPDX-License-Identifier: Apache-2.0
/**
 * Label files that TensorFlow Lite's metadata tools attach to a model: a ZIP archive behind the flatbuffer holds the
 * files, and a second flatbuffer (metadata TFLITE_METADATA, identifier M001) says which output each one belongs to.
 */
import { inflateRawSync } from "node:zlib";
import type { MetadataEntry } from "../ir/graph.js";

export interface LabelFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Index of the output, where the metadata name it. */
  readonly output?: number;
}

/** The first label file of the model. Damaged archives or metadata give none: they are an extra, never an error. */
export function attachedLabels(bytes: Uint8Array, metadata: readonly MetadataEntry[]): LabelFile | undefined {
  const entries = zipEntries(bytes);
  if (entries.length === 0) return undefined;
  const table = metadata.find(({ name }) => name === "TFLITE_METADATA");
  const named = table === undefined ? [] : outputFiles(table.data);
  for (const { file, output } of named) {
    const contents = entries.find(({ name }) => name === file)?.read();
    if (contents !== undefined) return { file, bytes: contents, output };
  }
  // Without usable metadata: a file that is called what everybody calls it.
  const usual = table === undefined ? entries.find(({ name }) => /label[^/]*\.txt$/i.test(name)) : undefined;
  const contents = usual?.read();
  return usual === undefined || contents === undefined ? undefined : { file: usual.name, bytes: contents };
}

interface ZipEntry {
  readonly name: string;
  readonly read: () => Uint8Array | undefined;
}

/** Far above any list of labels. */
const MAX_FILE = 4 * 1024 * 1024;
const MAX_ENTRIES = 1000;
const STORED = 0;
const DEFLATED = 8;

/** Files of a ZIP archive at the end of the bytes, by its central directory (PKWARE's APPNOTE, 4.3). */
function zipEntries(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(bytes);
  if (end === undefined) return [];
  const size = view.getUint32(end + 12, true);
  const directory = view.getUint32(end + 16, true);
  // Tools that appended the archive without adjusting it count from where it began.
  const shift = end - size - directory;
  if (shift < 0) return [];
  const entries: ZipEntry[] = [];
  let at = directory + shift;
  while (at + 46 <= end && entries.length < MAX_ENTRIES && view.getUint32(at, true) === 0x02014b50) {
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const unpacked = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true) + shift;
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString("utf8");
    entries.push({ name, read: () => readEntry(view, bytes, { method, packed, unpacked, local }) });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function endOfDirectory(bytes: Uint8Array): number | undefined {
  const last = bytes.length - 22;
  if (last < 0) return undefined;
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf("PK\x05\x06", last, "latin1");
  // A comment of up to 65 535 bytes may follow.
  return at < 0 || at < last - 0xffff ? undefined : at;
}

function readEntry(
  view: DataView,
  bytes: Uint8Array,
  entry: { readonly method: number; readonly packed: number; readonly unpacked: number; readonly local: number },
): Uint8Array | undefined {
  const { method, packed, unpacked, local } = entry;
  if (local + 30 > bytes.length || view.getUint32(local, true) !== 0x04034b50 || unpacked > MAX_FILE) return undefined;
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > bytes.length) return undefined;
  const data = bytes.subarray(start, start + packed);
  if (method === STORED) return data;
  if (method !== DEFLATED) return undefined;
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, unpacked) });
  } catch {
    return undefined;
  }
}

/** AssociatedFileType of TensorFlow Lite's metadata schema. */
const UNKNOWN = 0;
const TENSOR_AXIS_LABELS = 2;

/** Files that the metadata name as labels of an output. */
function outputFiles(data: Uint8Array): readonly { readonly file: string; readonly output: number }[] {
  try {
    const reader = createTableReader(data);
    const root = reader.root("M001");
    const [subgraph] = reader.tables(root, 3);
    if (subgraph === undefined) return [];
    return reader.tables(subgraph, 3).flatMap((tensor, output) =>
      reader.tables(tensor, 6).flatMap((file) => {
        const type = reader.byte(file, 2);
        const name = reader.text(file, 0);
        const isLabels = type === TENSOR_AXIS_LABELS || (type === UNKNOWN && /label/i.test(name));
        return isLabels ? [{ file: name, output }] : [];
      }),
    );
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

type Table = number & { readonly brand?: "table" };

/** Reads tables of an untrusted flatbuffer: every access is inside the bytes or throws RangeError, and lists are short. */
function createTableReader(data: Uint8Array) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const follow = (at: number): number => at + view.getUint32(at, true);
  const field = (table: Table, index: number): number | undefined => {
    const vtable = table - view.getInt32(table, true);
    const position = 4 + 2 * index;
    if (position + 2 > view.getUint16(vtable, true)) return undefined;
    const offset = view.getUint16(vtable + position, true);
    return offset === 0 ? undefined : table + offset;
  };
  return {
    root(identifier: string): Table {
      if (Buffer.from(data.subarray(4, 8)).toString("latin1") !== identifier) throw new RangeError("identifier");
      return follow(0);
    },
    tables(table: Table, index: number): readonly Table[] {
      const at = field(table, index);
      if (at === undefined) return [];
      const list = follow(at);
      const count = view.getUint32(list, true);
      if (count > MAX_ENTRIES) throw new RangeError("list");
      return Array.from({ length: count }, (_, i) => follow(list + 4 + 4 * i));
    },
    byte(table: Table, index: number): number {
      const at = field(table, index);
      return at === undefined ? 0 : view.getUint8(at);
    },
    text(table: Table, index: number): string {
      const at = field(table, index);
      if (at === undefined) return "";
      const start = follow(at);
      const length = view.getUint32(start, true);
      if (start + 4 + length > data.length) throw new RangeError("text");
      return Buffer.from(data.subarray(start + 4, start + 4 + length)).toString("utf8");
    },
  };
}
