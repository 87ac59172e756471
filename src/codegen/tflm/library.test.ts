// SPDX-License-Identifier: Apache-2.0
/** The emitted TFLM library: exactly the operators of the model, its slots in the plan, and the file that it says. */
import { describe, expect, it } from "vitest";
import { exampleModel } from "../../../test/support/sample-models.js";
import { modelBuilder } from "../../../test/support/model-builder.js";
import { compileForTflm, loadModel, type TflmCompilation } from "../../compile.js";
import { loadBoard } from "../../targets/load-board.js";
import { readModel } from "../../tflite/read.js";
import { firmwareLibrary } from "../project/firmware-library.js";

const SETTINGS = { file: "model.tflite", sha256: "0", version: "0" };

function compiled(bytes: Uint8Array): TflmCompilation {
  const { value: model } = loadModel(bytes, { for: "file" });
  const { value: board } = loadBoard("mps2-an386");
  if (model === undefined || board === undefined) throw new Error("the test's model is supported");
  return compileForTflm(model, board, { name: "two" });
}

function source(bytes: Uint8Array, trace = false): string {
  const { value: board } = loadBoard("mps2-an386");
  if (board === undefined) throw new Error("no board");
  return String(firmwareLibrary(compiled(bytes), { ...SETTINGS, board, trace }).sources.get("two.cc"));
}

/** Two versions of one operator, a custom operator, a resource variable, and an unused tensor. */
function mixed(): Uint8Array {
  const builder = modelBuilder();
  const graph = builder.graph();
  const scale = { scale: 1, shape: [1, 16] };
  const input = graph.input("input", scale);
  const a = graph.tensor("a", scale);
  const b = graph.tensor("b", scale);
  graph.tensor("nobody", { shape: [1, 4096] });
  const handle = graph.tensor("handle", { shape: [1], dtype: "resource" });
  const value = graph.tensor("value", scale);
  const output = graph.tensor("output", scale);
  const options = { type: "AddOptions" } as const;
  graph.operator("VAR_HANDLE", {
    inputs: [],
    outputs: [handle],
    options: { type: "VarHandleOptions", value: { container: "", sharedName: "memory" } },
  });
  graph.operator("READ_VARIABLE", { inputs: [handle], outputs: [value], options: { type: "ReadVariableOptions" } });
  graph.operator("ADD", { inputs: [input, input], outputs: [a], version: 1, options });
  graph.operator("ADD", { inputs: [a, value], outputs: [b], version: 2, options });
  graph.operator("ASSIGN_VARIABLE", { inputs: [handle, b], outputs: [], options: { type: "AssignVariableOptions" } });
  graph.operator("RELU", { inputs: [b], outputs: [output] });
  graph.output(output);
  return builder.toBytes();
}

describe("the emitted interpreter", () => {
  it("registers each operator once and expects both versions", () => {
    const text = source(mixed());
    expect(text).toContain("using Resolver = tflite::MicroMutableOpResolver<5>;");
    expect([...text.matchAll(/resolver\.(\w+)\(\)/g)].map(([, call]) => call)).toEqual([
      "AddAdd",
      "AddAssignVariable",
      "AddReadVariable",
      "AddRelu",
      "AddVarHandle",
    ]);
    expect(text).toContain("{tflite::BuiltinOperator_ADD, nullptr, 1},");
    expect(text).toContain("{tflite::BuiltinOperator_ADD, nullptr, 2},");
    expect(text).toContain("MicroResourceVariables::Create(allocator, 1)");
  });

  it("has no room for variables that a model does not have", () => {
    expect(source(exampleModel("sine"))).not.toContain("MicroResourceVariables");
  });

  it("carries measuring hooks only when asked", () => {
    expect(source(mixed())).not.toContain("model_trace");
    expect(source(mixed(), true)).toContain("void model_trace_run(uint32_t node)");
  });
});

describe("the file in the firmware", () => {
  it("has an offset for every tensor, within the plan, and -1 for what TFLM places itself", () => {
    const { file, plan, model } = compiled(mixed());
    const { value: read } = readModel(file);
    const table = read?.metadata.find(({ name }) => name === "OfflineMemoryAllocation")?.data ?? new Uint8Array();
    const words = new Int32Array(table.slice().buffer);
    const tensors = model.graphs.flatMap((graph) => graph.tensors);
    expect([...words.slice(0, 3)]).toEqual([1, 1, tensors.length]);
    tensors.forEach(({ name, storage }, i) => {
      const offset = words[3 + i] ?? Number.NaN;
      if (storage.kind === "arena") expect(offset, name).toBeLessThan(plan.arena.head);
      else expect(offset, name).toBe(-1);
      expect(offset === -1 || offset % 16 === 0, name).toBe(true);
    });
    expect(tensors.map(({ name }) => name)).not.toContain("nobody");
  });
});
