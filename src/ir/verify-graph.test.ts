// SPDX-License-Identifier: Apache-2.0
/** Every invariant of a graph is checked, and a sound graph passes. */
import { describe, expect, test } from "vitest";
import { nodeId, type TensorId, tensorId } from "../util/branded.js";
import type { Graph } from "./graph.js";
import type { Node } from "./node.js";
import type { Tensor } from "./tensor.js";
import { dataflowFaults, structureFaults, verifyGraph } from "./verify-graph.js";

const tensor = (id: number, rest: Partial<Tensor> = {}): Tensor => ({
  id: tensorId(id),
  name: `t${id}`,
  shape: [2, 3],
  dtype: "int8",
  storage: { kind: "arena" },
  ...rest,
});

const node = (id: number, inputs: readonly (number | undefined)[], outputs: readonly number[], op = "ABS"): Node => ({
  id: nodeId(id),
  op,
  version: 1,
  attributes: {},
  inputs: inputs.map((input) => (input === undefined ? undefined : tensorId(input))),
  outputs: outputs.map(tensorId),
  intermediates: [],
  origin: { subgraph: 0, index: id },
});

const ids = (...list: readonly number[]): readonly TensorId[] => list.map(tensorId);

/** t0 → node 0 → t1 → node 1 (with constant t2, variable t3) → t4. */
const sound: Graph = {
  name: "g",
  tensors: [
    tensor(0),
    tensor(1),
    tensor(2, { shape: [3], dtype: "int32", storage: { kind: "constant", data: new Uint8Array(12) } }),
    tensor(3, { storage: { kind: "variable" } }),
    tensor(4, { quantization: { scales: [1, 2, 3], zeroPoints: [0, 0, 0], axis: 1 } }),
  ],
  nodes: [node(0, [0], [1]), node(1, [1, 2, undefined, 3], [4])],
  inputs: ids(0),
  outputs: ids(4),
};

const withTensor = (index: number, rest: Partial<Tensor>): Graph => ({
  ...sound,
  tensors: sound.tensors.map((old, i) => (i === index ? { ...old, ...rest } : old)),
});

const faultsOf = (graph: Graph): string[] =>
  [...structureFaults(graph), ...dataflowFaults(graph)].map(({ tensor: id, message }) => `${id ?? "graph"} ${message}`);

test("a sound graph passes", () => {
  expect(faultsOf(sound)).toEqual([]);
  expect(() => {
    verifyGraph(sound, "reading");
  }).not.toThrow();
});

test("verifyGraph names the stage, the graph and all faults", () => {
  const broken = { ...sound, outputs: ids(9), inputs: ids(8) };
  expect(() => {
    verifyGraph(broken, "fold-pad");
  }).toThrow(/after fold-pad, in graph "g": .*input 8.*output 9.*bug in tinygen/);
});

describe("faults", () => {
  test.each<[string, Graph]>([
    ["1 stands at position 0", { ...sound, tensors: sound.tensors.map((t, i) => (i === 0 ? tensor(1) : t)) }],
    ["graph has node 7 ABS at position 0", { ...sound, nodes: [node(7, [0], [1]), ...sound.nodes.slice(1)] }],
    ["0 has the shape 2x-1", withTensor(0, { shape: [2, -1] })],
    ["0 has the shape 1.5", withTensor(0, { shape: [1.5] })],
    [
      "2 holds 11 B of data where its shape needs 12 B",
      withTensor(2, { storage: { kind: "constant", data: new Uint8Array(11) } }),
    ],
    ["0 has 0 scales and 0 zero points", withTensor(0, { quantization: { scales: [], zeroPoints: [], axis: 0 } })],
    ["0 has 1 scales and 2 zero points", withTensor(0, { quantization: { scales: [1], zeroPoints: [0, 0], axis: 0 } })],
    [
      "0 has 2 scales along dimension 1 of the shape 2x3",
      withTensor(0, { quantization: { scales: [1, 2], zeroPoints: [0, 0], axis: 1 } }),
    ],
    ["graph has the graph output 5, which is not among its 5 tensors", { ...sound, outputs: ids(4, 5) }],
    ["graph has the graph input -1, which is not among its 5 tensors", { ...sound, inputs: ids(0, -1) }],
    [
      "graph has at node 2 ABS the input 9, which is not among its 5 tensors",
      { ...sound, nodes: [...sound.nodes, node(2, [9], [])] },
    ],
    ["1 is written by node 2 ABS but already by node 0 ABS", { ...sound, nodes: [...sound.nodes, node(2, [0], [1])] }],
    ["2 is a constant but is written by node 2 ABS", { ...sound, nodes: [...sound.nodes, node(2, [0], [2])] }],
    [
      "0 is written by node 2 ABS but already by the caller (graph input)",
      { ...sound, nodes: [...sound.nodes, node(2, [1], [0])] },
    ],
    [
      "1 is read by node 0 ABS, but nothing writes it before",
      { ...sound, nodes: [node(0, [1, 2], [4]), node(1, [0], [1])] },
    ],
    ["1 is read by the caller (graph output), but nothing writes it before", { ...sound, nodes: [], outputs: ids(1) }],
  ])("%s", (expected, graph) => {
    expect(faultsOf(graph)).toEqual([expected]);
  });
});

test("scratch inputs of custom operators and tensors without elements need no writer", () => {
  expect(faultsOf({ ...sound, nodes: [node(0, [1], [4], "CUSTOM:npu")] })).toEqual([]);
  const empty = withTensor(1, { shape: [0] });
  expect(faultsOf({ ...empty, nodes: [node(0, [1], [4])] })).toEqual([]);
});
