// SPDX-License-Identifier: Apache-2.0
/** Writing: a file that reads back as the same model, laid out as runtimes expect it. */
import { isDeepStrictEqual } from "node:util";
import { ByteBuffer } from "flatbuffers";
import { expect, test } from "vitest";
import { describeWithCorpus } from "../../test/support/corpus.js";
import { modelBuilder } from "../../test/support/model-builder.js";
import { mainGraph, type Model } from "../ir/graph.js";
import { readModel as readTables } from "../tflite-schema/generated/read-tables.js";
import { verifyFormat } from "../tflite-schema/verify.js";
import { readModel } from "./read.js";
import { writeModel } from "./write.js";

function sample(): Model {
  const model = modelBuilder("a description");
  const graph = model.graph("main");
  const input = graph.input("input", { shape: [1, 3], scale: 0.1, zeroPoint: -5, shapeSignature: [-1, 3] });
  const weights = graph.constant("weights", { shape: [2, 3], scales: [0.1, 0.2] }, [1, 2, 3, -4, -5, -6]);
  const bias = graph.constant("bias", { shape: [2], dtype: "int32" }, [100, -100]);
  const state = graph.variable("state", { shape: [1, 2], dtype: "int16" });
  const middle = graph.tensor("middle", { shape: [1, 2] });
  const output = graph.tensor("output", { shape: [1, 2] });
  graph.operator("FULLY_CONNECTED", {
    inputs: [input, weights, bias],
    outputs: [middle],
    version: 4,
    options: { type: "FullyConnectedOptions", value: { fusedActivationFunction: 1, keepNumDims: true } },
  });
  graph.operator("GELU", {
    inputs: [middle, undefined, state],
    outputs: [output],
    intermediates: [middle],
    options: { type: "GeluOptions", value: { approximate: true } },
  });
  graph.operator("DILATE", { inputs: [], outputs: [], options: { type: "DilateOptions" } });
  graph.operator("CUSTOM:a:b", { inputs: [], outputs: [], customOptions: Uint8Array.of(1, 2, 3) });
  graph.operator("BUILTIN:4711", { inputs: [], outputs: [] });
  graph.output(output);
  model.graph("second");
  model.metadata("plan", Uint8Array.of(1, 0, 0, 0));
  return model.toModel();
}

function tablesOf(bytes: Uint8Array) {
  const buffer = new ByteBuffer(bytes);
  return readTables(buffer, buffer.readUint32(0));
}

test("a model of all forms reads back as it was", () => {
  const model = sample();
  const bytes = writeModel(model);
  expect(verifyFormat(bytes)).toEqual([]);
  expect(readModel(bytes)).toEqual({ value: model, diagnostics: [] });
});

test("writing is deterministic", () => {
  expect(writeModel(sample())).toEqual(writeModel(sample()));
});

test("constant data start at multiples of 16 bytes", () => {
  const bytes = writeModel(sample());
  const data = (tablesOf(bytes).buffers ?? []).flatMap((buffer) => buffer.data ?? []);
  expect(data).toHaveLength(3);
  for (const view of data) expect((view.byteOffset - bytes.byteOffset) % 16).toBe(0);
});

test("buffer 0 is empty, and tensors with the same data share a buffer", () => {
  const builder = modelBuilder();
  const graph = builder.graph();
  const data = Uint8Array.of(1, 2);
  graph.constant("a", { shape: [2] }, data);
  graph.constant("b", { shape: [2] }, data);
  graph.constant("c", { shape: [2] }, Uint8Array.of(1, 2));
  const { buffers, subgraphs } = tablesOf(builder.toBytes());
  expect(buffers?.map((buffer) => buffer.data?.length ?? 0)).toEqual([0, 2, 2]);
  expect(subgraphs?.[0]?.tensors?.map((tensor) => tensor.buffer)).toEqual([1, 1, 2]);
});

test("old readers find the operator code in the old field", () => {
  const { operatorCodes } = tablesOf(writeModel(sample()));
  expect(operatorCodes?.map((code) => [code.deprecatedBuiltinCode, code.builtinCode, code.customCode])).toEqual([
    [9, 9, undefined],
    [127, 150, undefined],
    [127, 203, undefined],
    [32, 32, "a:b"],
    [127, 4711, undefined],
  ]);
});

test("operators that change a variable say so", () => {
  const operators = tablesOf(writeModel(sample())).subgraphs?.[0]?.operators;
  expect(operators?.map((operator) => operator.mutatingVariableInputs)).toEqual([
    undefined,
    [false, false, true],
    undefined,
    undefined,
    undefined,
  ]);
});

test("metadata can be added", () => {
  const model = sample();
  const more = { ...model, metadata: [...model.metadata, { name: "more", data: Uint8Array.of(9) }] };
  expect(readModel(writeModel(more)).value?.metadata).toEqual(more.metadata);
});

test("attributes that no file can hold are a bug in tinygen", () => {
  const model = sample();
  const graph = mainGraph(model);
  const nodes = graph.nodes.map((node) => ({ ...node, attributes: { beta: 1 } }));
  expect(() => writeModel({ ...model, graphs: [{ ...graph, nodes }] })).toThrow(/bug in tinygen/);
});

describeWithCorpus("the corpus", ({ models, bytes }) => {
  test.each(models.filter((model) => model["kind"] !== null))("$name", (model) => {
    const first = readModel(bytes(model));
    if (first.value === undefined) throw new Error("not read");
    // vitest's own comparison takes seconds on megabytes of weights.
    expect(isDeepStrictEqual(readModel(writeModel(first.value)), first)).toBe(true);
  });
});
