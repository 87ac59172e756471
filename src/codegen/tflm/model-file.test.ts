// SPDX-License-Identifier: Apache-2.0
/** The rewritten file says what the rewritten graph says, and the reference kernels compute the golden bytes from it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it, test } from "vitest";
import { describeWithCorpus } from "../../../test/support/corpus.js";
import { modelBuilder } from "../../../test/support/model-builder.js";
import { loadModel } from "../../compile.js";
import { mainGraph, type Model, type SupportedModel } from "../../ir/graph.js";
import { fileIndex } from "../../ir/tensor.js";
import { PASSES } from "../../passes/index.js";
import { createInterpreter } from "../../reference/interpret.js";
import { modelFile } from "./model-file.js";

/** Multiply-accumulates of the largest model whose outputs are computed here; larger ones are compared as graphs. */
const LARGEST_RUN = 600_000;

function load(bytes: Uint8Array, disabled: readonly string[] = []): SupportedModel {
  const { value, diagnostics } = loadModel(bytes, { for: "file", disabled });
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value;
}

/** The file without any rewrite but the one that gives handles of variables their keys. */
function reread(bytes: Uint8Array): SupportedModel {
  return load(
    bytes,
    PASSES.map(({ name }) => name).filter((name) => name !== "bind-resources"),
  );
}

/** A graph without what it was in the file that it was read from: places, and shapes before channels went. */
function meaning({ description, metadata, graphs }: Model): unknown {
  return {
    description,
    metadata,
    graphs: graphs.map(({ name, tensors, nodes, inputs, outputs }) => ({
      name,
      inputs,
      outputs,
      tensors: tensors.map((tensor) => ({ ...tensor, origin: 0, narrowedFrom: 0 })),
      nodes: nodes.map((node) => ({ ...node, origin: 0, fileOptions: 0 })),
    })),
  };
}

function padded(bottom: number): Uint8Array {
  const builder = modelBuilder();
  const graph = builder.graph();
  const input = graph.input("input", { shape: [1, 4, 4, 1], scale: 1, zeroPoint: 3 });
  const pads = graph.constant("pads", { shape: [4, 2], dtype: "int32" }, [0, 0, 0, bottom, 0, 1, 0, 0]);
  const wide = graph.tensor("wide", { shape: [1, 4 + bottom, 5, 1], scale: 1, zeroPoint: 3 });
  const filter = graph.constant("filter", { shape: [1, 3, 3, 1], scales: [1] }, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const bias = graph.constant("bias", { shape: [1], dtype: "int32", scales: [1] }, [7]);
  const rows = Math.floor((4 + bottom - 3) / 2) + 1;
  const sums = graph.tensor("sums", { shape: [1, rows, 2, 1], scale: 4 });
  const output = graph.tensor("output", { shape: [1, rows, 2, 1], scale: 4 });
  graph.operator("PAD", { inputs: [input, pads], outputs: [wide] });
  const value = { padding: 1, strideH: 2, strideW: 2, quantizedBiasType: 9 } as const;
  graph.operator("CONV_2D", {
    inputs: [wide, filter, bias],
    outputs: [sums],
    options: { type: "Conv2DOptions", value },
  });
  graph.operator("RELU", { inputs: [sums], outputs: [output] });
  graph.output(output);
  builder.metadata("OfflineMemoryAllocation", Uint8Array.of(1, 0, 0, 0));
  builder.metadata("min_runtime_version", Uint8Array.of(50));
  return builder.toBytes();
}

describe("modelFile", () => {
  it("says a padding that is SAME, a fused activation, and keeps the options that nobody changed", () => {
    const graph = mainGraph(reread(modelFile(load(padded(1)))));
    expect(graph.nodes.map(({ op }) => op)).toEqual(["CONV_2D"]);
    const expected = { padding: "SAME", activation: "RELU", strideHeight: 2, accumulatorWithoutBias: "int64" };
    expect(graph.nodes[0]?.attributes).toMatchObject(expected);
    expect(graph.nodes[0]?.fileOptions).toMatchObject({ value: { quantizedBiasType: 9 } });
  });

  it("keeps a padding that the format has no word for", () => {
    const graph = mainGraph(reread(modelFile(load(padded(3)))));
    expect(graph.nodes.map(({ op }) => op)).toEqual(["PAD", "CONV_2D"]);
    expect(graph.nodes[1]?.attributes).toMatchObject({ padding: "VALID", activation: "RELU" });
  });

  it("computes the same as the file before", () => {
    for (const bottom of [1, 3]) {
      const input = Uint8Array.from({ length: 16 }, (_, i) => i * 37);
      const before = createInterpreter(reread(padded(bottom))).invoke([input]);
      expect(createInterpreter(reread(modelFile(load(padded(bottom))))).invoke([input])).toEqual(before);
    }
  });

  it("has no tensor that nothing refers to, and knows where each came from", () => {
    const model = load(padded(1));
    expect(mainGraph(model).tensors.map((tensor) => [tensor.name, fileIndex(tensor)])).toEqual([
      ["input", 0],
      ["filter", 3],
      ["bias", 4],
      ["output", 6],
    ]);
  });

  it("keeps metadata, but not offsets that were planned for other tensors", () => {
    expect(reread(modelFile(load(padded(1)))).metadata.map(({ name }) => name)).toEqual(["min_runtime_version"]);
  });

  it("is a fixed point: rewriting its own result changes nothing", () => {
    const once = modelFile(load(padded(1)));
    expect(modelFile(load(once))).toEqual(once);
  });
});

describeWithCorpus("the corpus", ({ folder, models, bytes }) => {
  const accepted = models.flatMap((model) => {
    const { value } = loadModel(bytes(model), { for: "file" });
    return value === undefined ? [] : [model];
  });

  test.each(accepted)("$name", (model) => {
    const rewritten = load(bytes(model));
    const metadata = rewritten.metadata.filter(({ name }) => name !== "OfflineMemoryAllocation");
    const again = reread(modelFile(rewritten));
    expect(isDeepStrictEqual(meaning(again), meaning({ ...rewritten, metadata }))).toBe(true);
    if (model.golden === null || Number(model["macs"]) > LARGEST_RUN) return;
    const golden = join(folder, model.golden);
    const { inputs } = mainGraph(again);
    const vectors = inputs.map((_, t) => readFileSync(join(golden, `in_1_${t}.bin`)));
    createInterpreter(again)
      .invoke(vectors)
      .forEach((output, t) => {
        expect(Buffer.from(output).equals(readFileSync(join(golden, `out_1_${t}.bin`)))).toBe(true);
      });
  });
});
