// SPDX-License-Identifier: Apache-2.0
/** The schema description is complete in itself and agrees with known numbers of the file format. */
import { expect, test } from "vitest";
import { type Field, fieldsOf } from "./field-type.js";
import { SCHEMA } from "./schema.js";

const tables = Object.keys(SCHEMA.tables);
const slotOf = (table: string, field: string): number | undefined =>
  fieldsOf(SCHEMA, table).find(({ name }) => name === field)?.slot;

test("every field notation parses and every name is defined", () => {
  for (const table of tables) expect(() => fieldsOf(SCHEMA, table), table).not.toThrow();
  for (const members of Object.values(SCHEMA.unions)) {
    for (const member of members) expect(tables).toContain(member);
  }
});

test("a wrong notation is refused", () => {
  const broken = (notation: string) => ({ ...SCHEMA, tables: { Broken: { field: notation } } });
  for (const notation of ["Nothing", "[string]", "int =", "Padding = WRAP", "[BuiltinOptions]"]) {
    expect(() => fieldsOf(broken(notation), "Broken"), notation).toThrow();
  }
});

// The verifier relies on this: without recursion the depth of any file is bounded by the schema.
test("no table contains itself", () => {
  const depth = (table: string, path: readonly string[]): number => {
    expect(path, `recursion through ${table}`).not.toContain(table);
    const inner = fieldsOf(SCHEMA, table).flatMap((field) => tablesIn(field));
    return 1 + Math.max(0, ...inner.map((name) => depth(name, [...path, table])));
  };
  expect(depth(SCHEMA.root, [])).toBeLessThanOrEqual(8);
});

function tablesIn({ type }: Field): readonly string[] {
  if (type.kind === "union") return SCHEMA.unions[type.name] ?? [];
  const element = type.kind === "vector" ? type.element : type;
  return element.kind === "table" ? [element.name] : [];
}

test("type ids and operator codes are those of the format", () => {
  const typeId = (name: string): number => (SCHEMA.unions["BuiltinOptions"]?.indexOf(name) ?? -1) + 1;
  expect(typeId("Conv2DOptions")).toBe(1);
  expect(typeId("FullyConnectedOptions")).toBe(8);
  expect(typeId("StridedSliceOptions")).toBe(32);
  expect(typeId("CallOnceOptions")).toBe(103);
  expect(typeId("RightShiftOptions")).toBe(126);
  const code = (name: string): number => SCHEMA.enums["BuiltinOperator"]?.names.indexOf(name) ?? -1;
  expect(code("CONV_2D")).toBe(3);
  expect(code("CUSTOM")).toBe(32);
  expect(code("QUANTIZE")).toBe(114);
  expect(code("PLACEHOLDER_FOR_GREATER_OP_CODES")).toBe(127);
  expect(code("GELU")).toBe(150);
  expect(code("STABLEHLO_CASE")).toBe(209);
});

test("a union takes two slots, which moves the fields behind it", () => {
  expect(slotOf("Operator", "builtin_options")).toBe(3);
  expect(slotOf("Operator", "custom_options")).toBe(5);
  expect(slotOf("Operator", "builtin_options_2")).toBe(11);
  expect(slotOf("QuantizationParameters", "quantized_dimension")).toBe(6);
  expect(slotOf("Buffer", "size")).toBe(2);
});
