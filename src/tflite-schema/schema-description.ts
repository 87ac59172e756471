// SPDX-License-Identifier: Apache-2.0
/** How the file format is described; `schema.ts` is the description. */

/** Names by value. `base` is the type that the file stores. */
export interface EnumDescription {
  readonly base: "byte" | "int" | "uint";
  readonly names: readonly string[];
}

/** Member tables; the type id of a member is its position plus one. */
export type UnionDescription = readonly string[];

/**
 * Fields in the order of their slots, each with a type in the notation of flatbuffers' own language:
 * `int`, `[int]`, `string`, a table, `[Table]`, an enum, or a union (which takes two slots: type id, then value).
 * Suffixes: ` = value` the default when absent, ` align N` for vectors, ` deprecated` for a slot that nobody may use.
 */
export type TableDescription = Readonly<Record<string, string>>;

export interface SchemaDescription {
  readonly fileIdentifier: string;
  readonly version: number;
  readonly root: string;
  readonly enums: Readonly<Record<string, EnumDescription>>;
  readonly unions: Readonly<Record<string, UnionDescription>>;
  readonly tables: Readonly<Record<string, TableDescription>>;
}
