// SPDX-License-Identifier: Apache-2.0
/** Inspection: every figure agrees with an independent description of the corpus, and the entries with the graph. */
import { expect, test } from "vitest";
import { describeWithCorpus } from "../../test/support/corpus.js";
import { modelBuilder } from "../../test/support/model-builder.js";
import { type Inspection, inspectModel } from "./inspect.js";
import { readModel } from "./read.js";

function inspect(bytes: Uint8Array): Inspection {
  const { value } = readModel(bytes);
  if (value === undefined) throw new Error("not read");
  return inspectModel(value, bytes);
}

/** Fields that manifest.json has as well, under the same names. */
const SHARED = [
  "kind",
  "fully_int8",
  "subgraphs",
  "n_ops",
  "ops",
  "op_signatures",
  "op_versions",
  "dtypes",
  "activation_dtypes",
  "per_channel_tensors",
  "per_tensor_tensors",
  "inputs",
  "outputs",
  "weights_bytes",
  "macs",
  "control_flow",
  "variables",
  "sparse_tensors",
  "metadata",
  "converter_description",
] as const satisfies readonly (keyof Inspection)[];

describeWithCorpus("agrees with the manifest", ({ models, bytes }) => {
  test.each(models.filter((model) => model["kind"] !== null))("$name", (model) => {
    const found = inspect(bytes(model));
    for (const field of SHARED) expect({ [field]: found[field] }).toEqual({ [field]: model[field] });
  });
});

test("lists operators and tensors of all subgraphs", () => {
  const builder = modelBuilder("d");
  const graph = builder.graph();
  const input = graph.input("in", { shape: [1, 3], scale: 0.5, zeroPoint: 1 });
  const weights = graph.constant("w", { shape: [2, 3] }, [1, 2, 3, 4, 5, 6]);
  const output = graph.tensor("out", { shape: [1, 2] });
  graph.operator("FULLY_CONNECTED", { inputs: [input, weights, undefined], outputs: [output], version: 4 });
  graph.output(output);
  const found = inspect(builder.toBytes());
  expect(found.operators).toEqual([
    { subgraph: 0, index: 0, op: "FULLY_CONNECTED", version: 4, inputs: [0, 1, null], outputs: [2], macs: 6 },
  ]);
  expect(found.tensors[0]).toEqual({
    subgraph: 0,
    index: 0,
    name: "in",
    shape: [1, 3],
    type: "INT8",
    bytes: 3,
    storage: "arena",
    quantization: { scales: [0.5], zero_points: [1], axis: 0 },
  });
  expect(found.tensors.map(({ storage, quantization }) => [storage, quantization === null])).toEqual([
    ["arena", false],
    ["constant", true],
    ["arena", true],
  ]);
  expect(found).toMatchObject({
    weights_bytes: 6,
    macs: 6,
    op_signatures: { "FULLY_CONNECTED v4 INT8/wINT8->INT8": 1 },
  });
});

test("is plain JSON", () => {
  const builder = modelBuilder();
  const graph = builder.graph();
  graph.output(graph.input("x", { shape: [1] }));
  const found = inspect(builder.toBytes());
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});

test("float activations with int8 weights are a kind of their own", () => {
  const builder = modelBuilder();
  const graph = builder.graph();
  const input = graph.input("in", { shape: [1, 1], dtype: "float32" });
  const weights = graph.constant("w", { shape: [1, 1] }, [1]);
  const output = graph.tensor("out", { shape: [1, 1], dtype: "float32" });
  graph.operator("FULLY_CONNECTED", { inputs: [input, weights, undefined], outputs: [output] });
  graph.output(output);
  expect(inspect(builder.toBytes())).toMatchObject({ kind: "dynamic-range", fully_int8: false });
});
