// SPDX-License-Identifier: Apache-2.0
/** Vectors on disk: what is read, and that every wrong file is named in one go. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { modelBuilder } from "../../test/support/model-builder.js";
import { TinygenError } from "../diagnostics/tinygen-error.js";
import { readInputs, readVectors } from "./vectors.js";

const root = mkdtempSync(join(tmpdir(), "tinygen-vectors-"));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const builder = modelBuilder();
const graph = builder.graph();
const settings = { shape: [1, 4], scale: 0.5 };
const inputs = [graph.input("a", settings), graph.input("b", settings)];
const sum = graph.tensor("sum", settings);
graph.operator("ADD", { inputs, outputs: [sum], options: { type: "AddOptions" }, version: 2 });
graph.output(sum);
const model = builder.toModel();

let folders = 0;
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  for (const [name, contents] of Object.entries(files)) writeFileSync(join(folder, name), contents);
  return folder;
}

function messages(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof TinygenError) return error.diagnostics.map(({ code, message }) => `${code} ${message}`);
    throw error;
  }
  return [];
}

const four = new Uint8Array(4);

describe("readVectors", () => {
  it("reads all invocations; outputs and layers may be missing", () => {
    const layer = { subgraph: 0, op: 0, name: "ADD", outputs: [{ tensor: 2, fnv1a32: "00000000" }] };
    const folder = folderOf({
      ...{ "in_1_0.bin": four, "in_1_1.bin": four, "in_2_0.bin": four, "in_2_1.bin": four, "out_2_0.bin": four },
      "layers.json": JSON.stringify([layer]),
    });
    const read = readVectors(folder, model);
    expect(read.map(({ k, outputs, layers }) => [k, outputs.length, outputs[0]?.length, layers])).toEqual([
      [1, 1, undefined, [layer]],
      [2, 1, 4, []],
    ]);
  });

  it("names every wrong file", () => {
    const folder = folderOf({ "in_1_0.bin": four, "in_2_0.bin": "12345", "out_1_0.bin": "", "layers_2.json": "[{}]" });
    mkdirSync(join(folder, "in_2_1.bin"));
    expect(messages(() => readVectors(folder, model)).map((text) => text.replaceAll(folder, "."))).toEqual([
      "TG7007 ./in_1_1.bin is missing",
      "TG7007 ./out_1_0.bin has 0 B, the tensor has 4 B",
      "TG7007 ./in_2_0.bin has 5 B, the tensor has 4 B",
      expect.stringMatching(/^TG7007 \.\/in_2_1\.bin cannot be read: /),
      expect.stringMatching(/^TG7007 \.\/layers_2\.json: entry 0 is no layer/),
    ]);
  });

  it("refuses what is no folder", () => {
    expect(messages(() => readVectors(join(root, "nowhere"), model))).toHaveLength(1);
    expect(messages(() => readVectors(join(folderOf({ file: "" }), "file"), model))).toHaveLength(1);
  });
});

describe("readInputs", () => {
  it("names every wrong file, and counts them", () => {
    const folder = folderOf({ a: four, b: "1" });
    const path = (name: string) => join(folder, name);
    expect(readInputs([path("a"), path("a")], model).inputs).toHaveLength(2);
    expect(messages(() => readInputs([path("b"), path("c")], model))).toHaveLength(2);
    expect(messages(() => readInputs([path("a")], model))).toHaveLength(1);
  });
});
