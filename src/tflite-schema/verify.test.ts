// SPDX-License-Identifier: Apache-2.0
/** Damaged files are refused with the place of the damage, before any reader runs. */
import { Builder } from "flatbuffers";
import { describe, expect, test } from "vitest";
import { rawFile, rawFileWith } from "../../test/support/raw-model.js";
import { verifyFormat } from "./verify.js";

const file = rawFileWith({
  tensors: [
    { shape: [1, 2, 3], type: 9, name: "input", quantization: { scale: [0.5], zeroPoint: [7n] } },
    { shape: [6], type: 9, name: "output" },
  ],
  model: {
    description: "a description",
    buffers: [{}, { data: Uint8Array.from({ length: 32 }, (_, i) => i) }],
  },
});

/** Position of the only place where these bytes stand. */
function find(bytes: Uint8Array, wanted: readonly number[]): number {
  const places = [...bytes.keys()].filter((at) => wanted.every((value, i) => bytes[at + i] === value));
  expect(places).toHaveLength(1);
  return places[0] ?? 0;
}

function changed(bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
}

test("a file of our own writer has no problem", () => {
  expect(verifyFormat(file)).toEqual([]);
});

describe("foreign files", () => {
  const text = (value: string) => new TextEncoder().encode(value);
  test.each([
    ["empty", new Uint8Array(0), /empty/],
    ["short", text("TFL3"), /identifier TFL3 is missing/],
    ["text", text("no model at all"), /identifier TFL3 is missing/],
    ["LFS pointer", text("version https://git-lfs.github.com/spec/v1"), /Git LFS/],
    ["HDF5", Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a), /HDF5/],
    ["ZIP", text("PK\x03\x04........"), /ZIP/],
  ])("%s", (_, bytes, message) => {
    const [problem, ...rest] = verifyFormat(bytes);
    expect(rest).toEqual([]);
    expect(problem?.kind).toBe("foreign");
    expect(problem?.message).toMatch(message);
  });
});

test("every truncation is refused", () => {
  for (let length = 0; length < file.length; length++) {
    const problems = verifyFormat(file.subarray(0, length));
    // The last bytes may be padding behind the root's data; nothing else can be missed.
    if (problems.length === 0) expect(file.length - length).toBeLessThan(16);
  }
});

test("a vector beyond the end names its field", () => {
  const shape = find(file, [3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0]);
  const [problem] = verifyFormat(changed(file, shape, [0xff, 0xff, 0xff, 0x3f]));
  expect(problem).toMatchObject({ kind: "damaged", path: "subgraphs[0].tensors[0].shape" });
  expect(problem?.message).toMatch(/1073741823 elements of 4 B/);
});

test("a string without its closing zero names its field", () => {
  const description = find(file, [...new TextEncoder().encode("a description"), 0]);
  const problems = verifyFormat(changed(file, description + 13, [1]));
  expect(problems).toMatchObject([{ kind: "damaged", path: "description" }]);
});

test("an offset beyond the end names its field", () => {
  const name = find(file, [5, 0, 0, 0, ...new TextEncoder().encode("input")]);
  const references = [...file.keys()].filter(
    (at) => at % 4 === 0 && at < name && at + new DataView(file.buffer).getUint32(at, true) === name,
  );
  expect(references).toHaveLength(1);
  const problems = verifyFormat(changed(file, references[0] ?? 0, [0, 0, 0, 0x10]));
  expect(problems).toMatchObject([{ kind: "damaged", path: "subgraphs[0].tensors[0].name" }]);
});

test("a wrong root offset is a fault of the file as a whole", () => {
  expect(verifyFormat(changed(file, 0, [0xff, 0xff, 0xff, 0xff]))).toMatchObject([{ kind: "damaged", path: "" }]);
  expect(verifyFormat(changed(file, 0, [0, 0, 0, 0]))).toMatchObject([{ kind: "damaged", path: "" }]);
});

test("all faults are reported together", () => {
  const broken = { shape: [1], type: 99 as 9 };
  const problems = verifyFormat(rawFileWith({ tensors: [broken, { shape: [1], type: 9 }, broken] }));
  expect(problems.map(({ path }) => path)).toEqual(["subgraphs[0].tensors[0].type", "subgraphs[0].tensors[2].type"]);
  expect(problems[0]?.message).toMatch(/holds 99; TensorType has the values 0 to 22/);
});

test("an unknown type id of a union is refused", () => {
  const bytes = rawFileWith({
    operators: [{ inputs: [0], outputs: [1], builtinOptions: { type: "AddOptions", value: {} } }],
  });
  const typeIds = [...bytes.keys()].filter((at) => {
    const mutated = changed(bytes, at, [200]);
    return verifyFormat(mutated).some(({ message }) => message.includes("type id 200"));
  });
  expect(typeIds).toHaveLength(1);
  expect(bytes[typeIds[0] ?? 0]).toBe(11);
  expect(verifyFormat(changed(bytes, typeIds[0] ?? 0, [200]))).toMatchObject([
    { kind: "unknown", path: "subgraphs[0].operators[0].builtin_options" },
  ]);
});

test("data outside the flatbuffer must lie inside the file", () => {
  const withExternal = (offset: bigint, size: bigint) => rawFile({ buffers: [{}, { offset, size }], subgraphs: [] });
  expect(verifyFormat(withExternal(8n, 8n))).toEqual([]);
  expect(verifyFormat(withExternal(1n, 1n << 60n))).toEqual([]);
  for (const [offset, size] of [
    [8n, 1n << 40n],
    [1n << 40n, 1n],
    [(1n << 64n) - 1n, 2n],
  ] as const) {
    expect(verifyFormat(withExternal(offset, size))).toMatchObject([{ kind: "damaged", path: "buffers[1]" }]);
  }
});

test("a table that is named a million times is refused quickly", () => {
  const builder = new Builder(1024);
  const name = builder.createString("x".repeat(1000));
  builder.startObject(8);
  builder.addFieldOffset(3, name, 0);
  const tensor = builder.endObject();
  builder.startVector(4, 1_000_000, 4);
  for (let i = 0; i < 1_000_000; i++) builder.addOffset(tensor);
  const tensors = builder.endVector();
  builder.startObject(4);
  builder.addFieldOffset(0, tensors, 0);
  const subgraph = builder.endObject();
  builder.startVector(4, 1, 4);
  builder.addOffset(subgraph);
  const subgraphs = builder.endVector();
  builder.startObject(4);
  builder.addFieldInt32(0, 3, 0);
  builder.addFieldOffset(2, subgraphs, 0);
  builder.finish(builder.endObject(), "TFL3");
  const problems = verifyFormat(builder.asUint8Array());
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ kind: "limit" });
});
