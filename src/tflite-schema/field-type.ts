// SPDX-License-Identifier: Apache-2.0
/** Parses the field notation of schema.ts into slots and types; generator and verifier share it. */
import type { SchemaDescription } from "./schema-description.js";

/** Bytes of each scalar inside a table or vector. */
export const SCALAR_BYTES = {
  bool: 1,
  byte: 1,
  ubyte: 1,
  short: 2,
  ushort: 2,
  int: 4,
  uint: 4,
  float: 4,
  long: 8,
  ulong: 8,
  double: 8,
} as const;

export type Scalar = keyof typeof SCALAR_BYTES;

export type ElementType =
  | { readonly kind: "scalar"; readonly scalar: Scalar }
  | { readonly kind: "enum"; readonly name: string; readonly scalar: Scalar }
  | { readonly kind: "table"; readonly name: string };

export type FieldType =
  | ElementType
  | { readonly kind: "string" }
  | { readonly kind: "union"; readonly name: string }
  | { readonly kind: "vector"; readonly element: ElementType; readonly alignment: number };

export interface Field {
  readonly name: string;
  /** Position in the vtable counted in fields; of a union, the slot of its type id (the value has the next). */
  readonly slot: number;
  readonly type: FieldType;
  /** Value of a scalar or enum field that the file leaves out. */
  readonly defaultValue: number;
  readonly deprecated: boolean;
}

const NOTATION = /^(\[)?(\w+)\]?(?: = (\S+))?(?: align (\d+))?( deprecated)?$/;

/** The fields of a table in slot order. Throws on a notation or type that the schema does not define. */
export function fieldsOf(schema: SchemaDescription, table: string): readonly Field[] {
  const description = schema.tables[table];
  if (description === undefined) throw new Error(`schema has no table ${table}`);
  let slot = 0;
  return Object.entries(description).map(([name, notation]) => {
    const match = NOTATION.exec(notation);
    if (match === null) throw new Error(`${table}.${name}: cannot parse "${notation}"`);
    const [, bracket, typeName = "", defaultText, alignment, deprecated] = match;
    const inner = fieldType(schema, typeName);
    const type = bracket === undefined ? inner : vectorOf(inner, Number(alignment ?? 4));
    const field: Field = {
      name,
      slot,
      type,
      defaultValue: defaultOf(schema, type, defaultText),
      deprecated: deprecated !== undefined,
    };
    slot += type.kind === "union" ? 2 : 1;
    return field;
  });
}

function fieldType(schema: SchemaDescription, name: string): FieldType {
  if (name === "string") return { kind: "string" };
  if (name in SCALAR_BYTES) return { kind: "scalar", scalar: name as Scalar };
  const enumeration = schema.enums[name];
  if (enumeration !== undefined) return { kind: "enum", name, scalar: enumeration.base };
  if (name in schema.unions) return { kind: "union", name };
  if (name in schema.tables) return { kind: "table", name };
  throw new Error(`schema has no type ${name}`);
}

function vectorOf(element: FieldType, alignment: number): FieldType {
  if (element.kind === "string" || element.kind === "union" || element.kind === "vector") {
    throw new Error(`vectors of ${element.kind} are not part of this schema`);
  }
  return { kind: "vector", element, alignment };
}

function defaultOf(schema: SchemaDescription, type: FieldType, text: string | undefined): number {
  if (text === undefined) return 0;
  if (text === "true") return 1;
  if (type.kind !== "enum") return Number(text);
  const value = schema.enums[type.name]?.names.indexOf(text) ?? -1;
  if (value < 0) throw new Error(`enum ${type.name} has no value ${text}`);
  return value;
}
