// SPDX-License-Identifier: Apache-2.0
/** Checks every offset, size and union of a .tflite file against schema.ts before any generated reader touches it. */
import { type ElementType, type Field, fieldsOf, SCALAR_BYTES } from "./field-type.js";
import { foreignFile } from "./foreign-file.js";
import { SCHEMA } from "./schema.js";

/**
 * What is wrong with the bytes. `foreign`: not a .tflite file; `damaged`: breaks the rules of flatbuffers;
 * `unknown`: a value from outside the schema, as a newer converter may write; `limit`: more than is accepted.
 */
export interface FormatProblem {
  readonly kind: "foreign" | "damaged" | "unknown" | "limit";
  /** Table and field path, for example `subgraphs[0].tensors[3].shape`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** Flatbuffer offsets are 32-bit and signed in the runtimes. */
const MAX_FILE_BYTES = 2 ** 31 - 1;
/** One fault often causes many others; the first ones tell enough. */
const MAX_PROBLEMS = 20;
/** The schema nests far less; it has no recursive table. */
const MAX_DEPTH = 16;

/**
 * Bytes of memory that the unpacked objects may take, roughly. A file without sharing stays below 8 times its size; a
 * hostile one could name the same table a million times, so the sum counts every visit. Byte vectors are views and
 * cost nothing.
 */
const visitBudget = (fileBytes: number): number => Math.min(2 ** 20 + 8 * fileBytes, 2 ** 26);

/** Enums that grow with new releases; an unknown operator is reported later, with its node. */
const OPEN_ENUMS: ReadonlySet<string> = new Set(["BuiltinOperator"]);

interface Layout {
  readonly fields: readonly Field[];
  /** Rough size of the unpacked object. */
  readonly cost: number;
}

interface State {
  readonly view: DataView;
  readonly path: (string | number)[];
  readonly problems: FormatProblem[];
  budget: number;
}

const layouts = new Map<string, Layout>();

function layoutOf(table: string): Layout {
  let layout = layouts.get(table);
  if (layout === undefined) {
    const fields = fieldsOf(SCHEMA, table);
    layout = { fields, cost: 32 + 8 * fields.length };
    layouts.set(table, layout);
  }
  return layout;
}

/** All problems of the file, at most {@link MAX_PROBLEMS}; none means that the generated readers are safe. */
export function verifyFormat(bytes: Uint8Array): readonly FormatProblem[] {
  const foreign = foreignFile(bytes);
  if (foreign !== undefined) return [{ kind: "foreign", path: "", message: foreign }];
  if (bytes.length > MAX_FILE_BYTES) {
    return [{ kind: "limit", path: "", message: `the file has ${bytes.length} B, the limit is 2 GiB` }];
  }
  const state: State = {
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    path: [],
    problems: [],
    budget: visitBudget(bytes.length),
  };
  verifyReference(state, 0, (target) => {
    verifyTable(state, SCHEMA.root, target);
  });
  return state.problems;
}

function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

function report(state: State, kind: FormatProblem["kind"], message: string): void {
  if (state.problems.length < MAX_PROBLEMS) state.problems.push({ kind, path: pathText(state.path), message });
}

const exhausted = (state: State): boolean => state.budget < 0 || state.problems.length >= MAX_PROBLEMS;

function spend(state: State, cost: number): boolean {
  if (state.budget < 0) return false;
  state.budget -= cost;
  if (state.budget < 0)
    report(state, "limit", "unpacks to far more than the size of the file: tables are shared too often");
  return state.budget >= 0;
}

/** Follows the offset stored at `position`, which is known to lie inside the file. */
function verifyReference(state: State, position: number, verifyTarget: (target: number) => void): void {
  const { view } = state;
  const offset = view.getUint32(position, true);
  const target = position + offset;
  if (offset === 0 || target + 4 > view.byteLength) {
    report(state, "damaged", `points to byte ${target} of a file with ${view.byteLength} B`);
  } else if (target % 4 !== 0) {
    report(state, "damaged", `points to byte ${target}, which is not a multiple of 4`);
  } else {
    verifyTarget(target);
  }
}

interface TableBounds {
  readonly table: number;
  readonly tableBytes: number;
  readonly vtable: number;
  readonly vtableBytes: number;
}

function tableBounds(state: State, table: number): TableBounds | undefined {
  const { view } = state;
  const vtable = table - view.getInt32(table, true);
  if (vtable < 0 || vtable % 2 !== 0 || vtable + 4 > view.byteLength) {
    report(state, "damaged", `the table at byte ${table} has its field list at byte ${vtable}`);
    return undefined;
  }
  const vtableBytes = view.getUint16(vtable, true);
  const tableBytes = view.getUint16(vtable + 2, true);
  const fits = vtable + vtableBytes <= view.byteLength && table + tableBytes <= view.byteLength;
  if (vtableBytes < 4 || vtableBytes % 2 !== 0 || tableBytes < 4 || !fits) {
    report(state, "damaged", `the table at byte ${table} claims ${tableBytes} B and a field list of ${vtableBytes} B`);
    return undefined;
  }
  return { table, tableBytes, vtable, vtableBytes };
}

function verifyTable(state: State, name: string, table: number): void {
  const { fields, cost } = layoutOf(name);
  if (!spend(state, cost)) return;
  if (state.path.length > 2 * MAX_DEPTH) {
    report(state, "limit", "tables are nested too deeply");
    return;
  }
  const bounds = tableBounds(state, table);
  if (bounds === undefined) return;
  for (const field of fields) {
    if (exhausted(state)) return;
    state.path.push(field.name);
    if (field.type.kind === "union") verifyUnion(state, bounds, field, field.type.name);
    else {
      const position = fieldPosition(state, bounds, field.slot, inlineBytes(field));
      if (position !== undefined && !field.deprecated) verifyField(state, field, position);
    }
    state.path.pop();
  }
  if (name === "Buffer") verifyExternalData(state, bounds);
}

function inlineBytes({ type }: Field): number {
  return type.kind === "scalar" || type.kind === "enum" ? SCALAR_BYTES[type.scalar] : 4;
}

/** Absolute position of a field, or undefined when it is absent or its place is wrong (which is then reported). */
function fieldPosition(state: State, bounds: TableBounds, slot: number, bytes: number): number | undefined {
  const entry = 4 + 2 * slot;
  if (entry + 2 > bounds.vtableBytes) return undefined;
  const offset = state.view.getUint16(bounds.vtable + entry, true);
  if (offset === 0) return undefined;
  const position = bounds.table + offset;
  if (offset < 4 || offset + bytes > bounds.tableBytes) {
    report(state, "damaged", `lies ${offset} B into a table of ${bounds.tableBytes} B`);
    return undefined;
  }
  if (position % bytes !== 0) {
    report(state, "damaged", `lies at byte ${position}, which is not a multiple of ${bytes}`);
    return undefined;
  }
  return position;
}

function verifyField(state: State, { type }: Field, position: number): void {
  switch (type.kind) {
    case "scalar":
    case "union":
      return;
    case "enum":
      verifyEnum(state, type, position);
      return;
    case "string":
      verifyReference(state, position, (target) => {
        verifyString(state, target);
      });
      return;
    case "table":
      verifyReference(state, position, (target) => {
        verifyTable(state, type.name, target);
      });
      return;
    case "vector":
      verifyReference(state, position, (target) => {
        verifyVector(state, type.element, target);
      });
  }
}

function verifyEnum(state: State, type: ElementType & { readonly kind: "enum" }, position: number): void {
  if (OPEN_ENUMS.has(type.name)) return;
  const { view } = state;
  const value = SCALAR_BYTES[type.scalar] === 1 ? view.getInt8(position) : view.getInt32(position, true);
  const known = SCHEMA.enums[type.name]?.names.length ?? 0;
  if (value < 0 || value >= known) {
    report(state, "unknown", `holds ${value}; ${type.name} has the values 0 to ${known - 1}`);
  }
}

/** Elements of the vector at `target` when they lie inside the file and are aligned, otherwise undefined. */
function vectorLength(state: State, target: number, elementBytes: number): number | undefined {
  const { view } = state;
  const length = view.getUint32(target, true);
  if (length * elementBytes > view.byteLength - target - 4) {
    report(
      state,
      "damaged",
      `claims ${length} elements of ${elementBytes} B at byte ${target}, beyond the end of the file`,
    );
    return undefined;
  }
  if (length > 0 && (target + 4) % elementBytes !== 0) {
    report(state, "damaged", `has its elements at byte ${target + 4}, which is not a multiple of ${elementBytes}`);
    return undefined;
  }
  return length;
}

function verifyString(state: State, target: number): void {
  const length = vectorLength(state, target, 1);
  if (length === undefined || !spend(state, length)) return;
  const end = target + 4 + length;
  if (end >= state.view.byteLength || state.view.getUint8(end) !== 0)
    report(state, "damaged", "is a string without its closing zero");
}

const isView = (element: ElementType): boolean => element.kind === "scalar" && element.scalar === "ubyte";

/** An array holds numbers and pointers in 8 bytes; a bigint is an object beside it. Tables count on their own. */
function unpackedBytes(element: ElementType): number {
  return element.kind === "scalar" && SCALAR_BYTES[element.scalar] === 8 ? 40 : 8;
}

function verifyVector(state: State, element: ElementType, target: number): void {
  const bytes = element.kind === "table" ? 4 : SCALAR_BYTES[element.scalar];
  const length = vectorLength(state, target, bytes);
  if (length === undefined) return;
  if (!isView(element) && !spend(state, 16 + length * unpackedBytes(element))) return;
  if (element.kind === "scalar") return;
  for (let i = 0; i < length && !exhausted(state); i++) {
    const position = target + 4 + i * bytes;
    state.path.push(i);
    if (element.kind === "enum") verifyEnum(state, element, position);
    else {
      verifyReference(state, position, (table) => {
        verifyTable(state, element.name, table);
      });
    }
    state.path.pop();
  }
}

function verifyUnion(state: State, bounds: TableBounds, field: Field, union: string): void {
  const typePosition = fieldPosition(state, bounds, field.slot, 1);
  const position = fieldPosition(state, bounds, field.slot + 1, 4);
  const typeId = typePosition === undefined ? 0 : state.view.getUint8(typePosition);
  if (typeId === 0) return;
  const member = SCHEMA.unions[union]?.[typeId - 1];
  if (member === undefined) {
    report(state, "unknown", `has the type id ${typeId}, which ${union} does not define`);
  } else if (position !== undefined) {
    verifyReference(state, position, (target) => {
      verifyTable(state, member, target);
    });
  }
}

/** Data outside the flatbuffer (schema 3c): valid only when the offset is above 1, relative to the start of the file. */
function verifyExternalData(state: State, bounds: TableBounds): void {
  const { fields } = layoutOf("Buffer");
  const value = (name: string): bigint => {
    const field = fields.find((candidate) => candidate.name === name);
    const position = field && fieldPosition(state, bounds, field.slot, 8);
    return position === undefined ? 0n : state.view.getBigUint64(position, true);
  };
  const offset = value("offset");
  const size = value("size");
  if (offset > 1n && offset + size > BigInt(state.view.byteLength)) {
    report(state, "damaged", `keeps ${size} B at byte ${offset}, beyond the end of the file`);
  }
}
