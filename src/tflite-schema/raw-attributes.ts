// SPDX-License-Identifier: Apache-2.0
/** Operator options as the file holds them, before an operator's own folder turns them into attributes. */
import { ByteBuffer } from "flatbuffers";
import * as readers from "./generated/read-tables.js";
import type { BuiltinOptions, BuiltinOptions2 } from "./generated/tables.js";
import { UNIONS } from "./schema-unions.js";

export type OptionsValue = BuiltinOptions | BuiltinOptions2;

/** The file names no options table for the operator; kernels then use the schema's defaults. */
export interface NoOptions {
  readonly type: "NONE";
  readonly value?: undefined;
}

/** `{ type, value }` of the options union (either of the two), and the bytes of a custom operator's own format. */
export type RawAttributes = (OptionsValue | NoOptions) & { readonly customOptions?: Uint8Array };

export const NO_OPTIONS: RawAttributes = { type: "NONE" };

/** Whether a node still carries what the reader put there, and not yet its operator's own attributes. */
export function isRawAttributes(attributes: unknown): attributes is RawAttributes {
  if (typeof attributes !== "object" || attributes === null || !("type" in attributes)) return false;
  return attributes.type === "NONE" || OPTIONS_TYPES.has(attributes.type);
}

const OPTIONS_TYPES: ReadonlySet<unknown> = new Set<string>([...UNIONS.BuiltinOptions, ...UNIONS.BuiltinOptions2]);

/** A table without any field, so that every reader finds its defaults. */
const EMPTY_TABLE = { position: 4, bytes: Uint8Array.of(4, 0, 4, 0, 4, 0, 0, 0) };

/** The unpacked tables behind the types of the options unions. */
export type OptionsTables = { readonly [O in OptionsValue as O["type"]]: O["value"] };

/**
 * The options as table `type`, with the schema's defaults when the file has none.
 * Undefined when the file carries options of another table, which is a fault of the model.
 */
export function optionsAs<T extends keyof OptionsTables>(raw: RawAttributes, type: T): OptionsTables[T] | undefined {
  if (raw.type === type) return raw.value as OptionsTables[T];
  if (raw.type !== "NONE") return undefined;
  const read = readers[`read${type}`] as (bb: ByteBuffer, table: number) => unknown;
  return read(new ByteBuffer(EMPTY_TABLE.bytes), EMPTY_TABLE.position) as OptionsTables[T];
}
