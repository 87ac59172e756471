// SPDX-License-Identifier: Apache-2.0
/** Reading: what a good file becomes, and what is said about a file that contradicts itself. */
import { describe, expect, test } from "vitest";
import { describeWithCorpus } from "../../test/support/corpus.js";
import { modelBuilder, singleGraph } from "../../test/support/model-builder.js";
import { type ModelDraft, rawFile, rawFileWith, type TensorDraft } from "../../test/support/raw-model.js";
import { mainGraph, type Model } from "../ir/graph.js";
import { BuiltinOperator } from "../tflite-schema/generated/enums.js";
import { readModel } from "./read.js";

function read(bytes: Uint8Array): Model {
  const { value, diagnostics } = readModel(bytes);
  expect(diagnostics).toEqual([]);
  if (value === undefined) throw new Error("no model");
  return value;
}

/** Codes and messages of a file that must be refused. */
function faults(bytes: Uint8Array): string[] {
  const { value, diagnostics } = readModel(bytes);
  expect(value).toBeUndefined();
  return diagnostics.map(({ code, message }) => `${code} ${message}`);
}

describe("a good file", () => {
  const bytes = singleGraph((graph) => {
    const input = graph.input("input", { shape: [1, 4, 4, 1], scale: 0.5, zeroPoint: -128 });
    const weights = graph.constant(
      "weights",
      { shape: [2, 1, 1, 1], scales: [0.25, 0.125], zeroPoints: [0, 0] },
      [1, -2],
    );
    const output = graph.tensor("output", { shape: [1, 4, 4, 2], scale: 1, zeroPoint: 3 });
    graph.operator("CONV_2D", {
      inputs: [input, weights, undefined],
      outputs: [output],
      version: 3,
      options: { type: "Conv2DOptions", value: { padding: 1, strideW: 1, strideH: 1 } },
    });
    graph.output(output);
  });

  test("becomes a graph with its tensors and nodes", () => {
    const graph = mainGraph(read(bytes));
    expect(graph.inputs).toEqual([0]);
    expect(graph.outputs).toEqual([2]);
    expect(graph.tensors[0]).toEqual({
      id: 0,
      name: "input",
      shape: [1, 4, 4, 1],
      dtype: "int8",
      quantization: { scales: [0.5], zeroPoints: [-128], axis: 0 },
      storage: { kind: "arena" },
    });
    expect(graph.tensors[1]).toMatchObject({
      quantization: { scales: [0.25, 0.125], zeroPoints: [0, 0], axis: 0 },
      storage: { kind: "constant", data: Uint8Array.of(1, 254) },
    });
    expect(graph.nodes).toMatchObject([
      {
        id: 0,
        op: "CONV_2D",
        version: 3,
        inputs: [0, 1, undefined],
        outputs: [2],
        intermediates: [],
        attributes: { type: "Conv2DOptions", value: { padding: 1, strideW: 1, dilationWFactor: 1 } },
        origin: { subgraph: 0, index: 0 },
      },
    ]);
  });

  test("keeps its constants as views, also when it is a Node Buffer", () => {
    const padded = Buffer.concat([Buffer.alloc(16), bytes]).subarray(16);
    const [, weights] = mainGraph(read(padded)).tensors;
    if (weights?.storage.kind !== "constant") throw new Error("not a constant");
    expect(weights.storage.data.buffer).toBe(padded.buffer);
    expect(Object.getPrototypeOf(weights.storage.data)).toBe(Uint8Array.prototype);
  });
});

test("the operator code is the greater of the old and the new field", () => {
  const opOf = (code: NonNullable<ModelDraft["operatorCodes"]>[number]) =>
    mainGraph(read(rawFileWith({ model: { operatorCodes: [code] } }))).nodes[0]?.op;
  expect(opOf({ deprecatedBuiltinCode: 3 })).toBe("CONV_2D");
  expect(opOf({ builtinCode: 3 })).toBe("CONV_2D");
  expect(opOf({ deprecatedBuiltinCode: 127, builtinCode: BuiltinOperator.GELU })).toBe("GELU");
  expect(opOf({ deprecatedBuiltinCode: 32, builtinCode: 32, customCode: "mine" })).toBe("CUSTOM:mine");
  expect(opOf({ deprecatedBuiltinCode: 127, builtinCode: 4711 as 0 })).toBe("BUILTIN:4711");
});

test("custom options reach the node", () => {
  const model = modelBuilder();
  const graph = model.graph();
  const input = graph.input("x", { shape: [1] });
  const output = graph.tensor("y", { shape: [1] });
  graph.operator("CUSTOM:thing", { inputs: [input], outputs: [output], customOptions: Uint8Array.of(1, 2, 3) });
  graph.output(output);
  expect(mainGraph(read(model.toBytes())).nodes[0]).toMatchObject({
    op: "CUSTOM:thing",
    attributes: { type: "NONE", customOptions: Uint8Array.of(1, 2, 3) },
  });
});

describe("storage", () => {
  const storages = (tensors: readonly TensorDraft[], buffers: ModelDraft["buffers"] = [{}]) =>
    mainGraph(
      read(rawFileWith({ tensors, operators: [], inputs: [], outputs: [], model: { buffers: buffers ?? [] } })),
    ).tensors.map(({ storage }) => storage);

  test("data makes a constant, is_variable a variable, neither an arena tensor", () => {
    const tensors = [
      { shape: [2], type: 9, buffer: 1 },
      { shape: [2], type: 9, isVariable: true },
      { shape: [2], type: 9 },
    ] as const;
    expect(storages(tensors, [{}, { data: Uint8Array.of(5, 6) }])).toEqual([
      { kind: "constant", data: Uint8Array.of(5, 6) },
      { kind: "variable" },
      { kind: "arena" },
    ]);
  });

  test("a tensor without elements that nobody writes is an empty constant", () => {
    expect(storages([{ shape: [0], type: 2 }])).toEqual([{ kind: "constant", data: new Uint8Array(0) }]);
  });

  test("packed types count half bytes", () => {
    expect(storages([{ shape: [3], type: 17, buffer: 1 }], [{}, { data: Uint8Array.of(1, 2) }])).toEqual([
      { kind: "constant", data: Uint8Array.of(1, 2) },
    ]);
  });

  test("data behind the flatbuffer is found by offset and size", () => {
    const draft = (offset: bigint): ModelDraft => ({
      buffers: [{}, { offset, size: 4n }],
      subgraphs: [{ tensors: [{ shape: [4], type: 9, buffer: 1 }], inputs: [], outputs: [] }],
    });
    const inner = rawFile(draft(8n));
    const bytes = new Uint8Array([...rawFile(draft(BigInt(inner.length))), 9, 8, 7, 6]);
    expect(mainGraph(read(bytes)).tensors[0]?.storage).toEqual({ kind: "constant", data: Uint8Array.of(9, 8, 7, 6) });
  });
});

describe("quantisation", () => {
  const quantizationOf = (quantization: NonNullable<TensorDraft["quantization"]>, shape: readonly number[] = [2, 3]) =>
    mainGraph(
      read(rawFileWith({ tensors: [{ shape, type: 9, quantization }], operators: [], inputs: [], outputs: [] })),
    ).tensors[0]?.quantization;

  test("one zero point serves all channels", () => {
    const expected = { scales: [1, 2, 4], zeroPoints: [5, 5, 5], axis: 1 };
    expect(quantizationOf({ scale: [1, 2, 4], zeroPoint: [5n], quantizedDimension: 1 })).toEqual(expected);
  });

  test("scales without zero points do not quantise, as in TFLM", () => {
    expect(quantizationOf({ scale: [1] })).toBeUndefined();
    expect(quantizationOf({ min: [0], max: [1] })).toBeUndefined();
  });

  test("the only dimension of a bias is the axis, whatever its number", () => {
    expect(quantizationOf({ scale: [1, 2], zeroPoint: [0n, 0n], quantizedDimension: 3 }, [2])?.axis).toBe(0);
  });

  test("a scale that is not a number is a warning", () => {
    const quantization = { scale: [Infinity], zeroPoint: [0n] };
    const tensors = [{ shape: [1], type: 9, quantization }] as const;
    const { value, diagnostics } = readModel(rawFileWith({ tensors, operators: [], inputs: [], outputs: [] }));
    expect(value).toBeDefined();
    expect(diagnostics).toMatchObject([{ code: "TG2007", severity: "warning", location: { subgraph: 0, tensor: 0 } }]);
  });
});

describe("faults of tensors", () => {
  const of = (tensor: TensorDraft, model: ModelDraft = {}) =>
    faults(
      rawFileWith({ tensors: [{ type: 9, name: "t", ...tensor }], operators: [], inputs: [], outputs: [], model }),
    );
  const fourBytes = { buffers: [{}, { data: Uint8Array.of(1, 2, 3, 4) }] };

  test.each<[string, string[]]>([
    ['TG1004 tensor 0 "t" refers to buffer 9, the file has 1 buffers', of({ shape: [1], buffer: 9 })],
    [
      'TG1004 tensor 0 "t" has 4 B in buffer 1, its shape 5 of int8 needs 5 B',
      of({ shape: [5], buffer: 1 }, fourBytes),
    ],
    [
      'TG1004 tensor 0 "t" has 4 B in buffer 1, its shape 3 of int8 needs 3 B',
      of({ shape: [3], buffer: 1 }, fourBytes),
    ],
    [
      'TG2006 tensor 0 "t" has the shape -1x4; -1 stands for a size that is only known at run time',
      of({ shape: [-1, 4] }),
    ],
    ['TG1004 tensor 0 "t" has the shape 2x-7, which is negative in a dimension', of({ shape: [2, -7] })],
    ['TG1005 tensor 0 "t" has 9 dimensions, the limit is 8', of({ shape: [1, 1, 1, 1, 1, 1, 1, 1, 1] })],
    [
      'TG1005 tensor 0 "t" has the shape 2147483647x2147483647x2147483647x2147483647, which is more than 2 GiB',
      of({ shape: [0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff] }),
    ],
    ['TG1005 tensor 0 "t" is sparse, which is not supported', of({ shape: [4], sparsity: { traversalOrder: [0] } })],
    [
      'TG1005 tensor 0 "t" keeps its data in another file, which is not supported',
      of({ shape: [4], externalBuffer: 1 }),
    ],
    [
      'TG1005 tensor 0 "t" has the quantisation form BlockwiseQuantization, which is not supported',
      of({ shape: [4], quantization: { details: { type: "BlockwiseQuantization", value: {} } } }),
    ],
    [
      'TG1004 tensor 0 "t" has 4 scales but 2 zero points',
      of({ shape: [4], quantization: { scale: [1, 2, 3, 4], zeroPoint: [0n, 0n] } }),
    ],
    [
      'TG1004 tensor 0 "t" has a zero point beyond 32 bits',
      of({ shape: [4], quantization: { scale: [1], zeroPoint: [1n << 40n] } }),
    ],
    [
      'TG1004 tensor 0 "t" has 2 scales along dimension 1 of the shape 4x4',
      of({ shape: [4, 4], quantization: { scale: [1, 2], zeroPoint: [0n], quantizedDimension: 1 } }),
    ],
    [
      'TG1004 tensor 0 "t" has 2 scales along dimension 5 of the shape 4x4',
      of({ shape: [4, 4], quantization: { scale: [1, 2], zeroPoint: [0n], quantizedDimension: 5 } }),
    ],
  ])("%s", (expected, messages) => {
    expect(messages).toEqual([expected]);
  });
});

describe("faults of the graph", () => {
  const tensor: TensorDraft = { shape: [4], type: 9, name: "t" };
  const three = [tensor, tensor, tensor];
  const node = (inputs: number[], outputs: number[]) => ({ inputs, outputs });
  test.each<[string, string[]]>([
    ["TG1004 node 0 ADD has input 7, the subgraph has 2 tensors", faults(rawFileWith({ operators: [node([7], [1])] }))],
    [
      "TG1004 node 0 ADD has output -1, the subgraph has 2 tensors",
      faults(rawFileWith({ operators: [node([0], [1, -1])] })),
    ],
    [
      "TG1004 node 0 UNKNOWN refers to operator code 3, the file has 1",
      faults(rawFileWith({ operators: [{ ...node([0], [1]), opcodeIndex: 3 }] })),
    ],
    ["TG1004 graph input is tensor -1, the subgraph has 2 tensors", faults(rawFileWith({ inputs: [0, -1] }))],
    ["TG1004 graph output is tensor 2, the subgraph has 2 tensors", faults(rawFileWith({ outputs: [1, 2] }))],
    [
      'TG1004 tensor 1 "t" is written by node 1 ADD but already by node 0 ADD',
      faults(rawFileWith({ operators: [node([0], [1]), node([0], [1])] })),
    ],
    [
      'TG1004 tensor 0 "t" is written by node 0 ADD but already by the caller (graph input)',
      faults(rawFileWith({ operators: [node([0], [0, 1])] })),
    ],
    [
      'TG1004 tensor 2 "t" is read by node 0 ADD, but nothing writes it before',
      faults(rawFileWith({ tensors: three, operators: [node([2], [1]), node([0], [2])] })),
    ],
    [
      'TG1004 tensor 2 "t" is read by the caller (graph output), but nothing writes it before',
      faults(rawFileWith({ tensors: three, outputs: [2] })),
    ],
    ["TG1004 operator code 0 has version 0", faults(rawFileWith({ model: { operatorCodes: [{ version: 0 }] } }))],
    ["TG1004 the model has no subgraph", faults(rawFile({ buffers: [{}] }))],
    ["TG1002 schema version is 2, only 3 is known", faults(rawFile({ version: 2 }))],
    [
      'TG1004 metadata "plan" refers to buffer 4, the file has 1 buffers',
      faults(rawFileWith({ model: { metadata: [{ name: "plan", buffer: 4 }] } })),
    ],
  ])("%s", (expected, messages) => {
    expect(messages).toEqual([expected]);
  });

  test("a written constant", () => {
    const constant = { ...tensor, buffer: 1 };
    const model = { buffers: [{}, { data: new Uint8Array(4) }] };
    expect(faults(rawFileWith({ tensors: [tensor, constant], model }))).toEqual([
      'TG1004 tensor 1 "t" is a constant but is written by node 0 ADD',
    ]);
  });

  test("all findings come together, each with its place", () => {
    const bytes = rawFileWith({
      tensors: [tensor, { ...tensor, buffer: 5 }],
      operators: [node([9], [1])],
      inputs: [0, 8],
    });
    const { diagnostics } = readModel(bytes);
    expect(diagnostics.map(({ location }) => location)).toEqual([
      { subgraph: 0, tensor: 1, name: "t" },
      { subgraph: 0, node: 0, op: "ADD" },
      { subgraph: 0 },
    ]);
  });

  test("names of the file cannot steer a terminal or fill it", () => {
    const name = `\u001b[31m${"x".repeat(10_000)}`;
    const [message = ""] = faults(rawFileWith({ tensors: [{ ...tensor, name, buffer: 5 }, tensor] }));
    expect(message).not.toContain("\u001b");
    expect(message.length).toBeLessThan(200);
  });

  test("thousands of findings are cut", () => {
    const many = Array.from({ length: 5000 }, () => ({ ...tensor, buffer: 5 }));
    const messages = faults(rawFileWith({ tensors: many }));
    expect(messages).toHaveLength(101);
    expect(messages.at(-1)).toBe("TG1004 4900 more findings of this kind");
  });
});

describe("subgraphs", () => {
  const call = (callee: number) => ({
    inputs: [],
    outputs: [],
    builtinOptions: { type: "CallOnceOptions" as const, value: { initSubgraphIndex: callee } },
  });
  const file = (...callees: readonly number[][]) =>
    rawFile({
      operatorCodes: [{ builtinCode: BuiltinOperator.CALL_ONCE }],
      buffers: [{}],
      subgraphs: callees.map((list) => ({ tensors: [], inputs: [], outputs: [], operators: list.map(call) })),
    });

  test("may call one another", () => {
    expect(read(file([1, 2], [2], [])).graphs).toHaveLength(3);
  });

  test("must exist", () => {
    expect(faults(file([1]))).toEqual(["TG1004 node 0 CALL_ONCE runs subgraph 1, the model has 1"]);
    expect(faults(file([-1]))).toEqual(["TG1004 node 0 CALL_ONCE runs subgraph -1, the model has 1"]);
  });

  test.each([
    ["itself", [[0]], 0],
    ["a circle", [[1], [2], [1]], 1],
    ["a circle behind a shared one", [[1, 2], [3], [3, 4], [], [2]], 2],
  ])("must not reach themselves: %s", (_, callees, culprit) => {
    expect(faults(file(...callees))).toEqual([`TG1004 subgraph ${culprit} runs itself, directly or through others`]);
  });

  test("a long chain is checked in linear time", () => {
    const length = 5000;
    expect(read(file(...Array.from({ length }, (_, i) => (i + 1 < length ? [i + 1] : [])))).graphs).toHaveLength(
      length,
    );
  });
});

describeWithCorpus("the corpus", ({ models, bytes }) => {
  test.each(models)("$name", (model) => {
    const { value, diagnostics } = readModel(bytes(model));
    if (model["kind"] === null) {
      expect(value).toBeUndefined();
      expect(diagnostics.map(({ code }) => code)).toContain("TG1004");
    } else {
      expect(value).toBeDefined();
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  });
});
