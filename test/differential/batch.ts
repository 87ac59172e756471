// SPDX-License-Identifier: Apache-2.0
/** Many cases as one library: each is a node with its own region of the arena, so that one compiler run serves all. */
import { librarySources } from "../../src/codegen/aot/library.js";
import type { LibraryInput } from "../../src/codegen/aot/library-input.js";
import { compileModel } from "../../src/compile.js";
import { createKernelTable } from "../../src/codegen/aot/kernel-table.js";
import { lowerModel, type LoweredModel } from "../../src/codegen/aot/lower.js";
import type { SourceTree } from "../../src/codegen/source-tree.js";
import { type Graph, mainGraph, type Model } from "../../src/ir/graph.js";
import type { Tensor } from "../../src/ir/tensor.js";
import type { KernelContext } from "../../src/ops/definition.js";
import type { BufferUse } from "../../src/planner/liveness.js";
import type { ArenaPlan } from "../../src/planner/plan.js";
import type { Buffer } from "../../src/planner/problem.js";
import type { VerifiedPlacement } from "../../src/planner/verify-placement.js";
import type { Board } from "../../src/targets/board.js";
import { bufferId, type Bytes, nodeId, type TensorId, tensorId } from "../../src/util/branded.js";
import { byteSize } from "../../src/ir/tensor.js";
import { asSupported } from "../support/op-case.js";
import type { Layout } from "./layout.js";
import type { DrawnModel } from "./sample.js";

export interface PlacedCase {
  readonly drawn: DrawnModel;
  /** Undefined for a whole model, which is planned as the product does it. */
  readonly layout?: Layout;
  /** What is special about the layout, for messages. */
  readonly label?: string;
}

export interface Batch {
  /** In the order of the nodes; the model's inputs and outputs are theirs in the same order. */
  readonly cases: readonly PlacedCase[];
  readonly lowered: LoweredModel;
  /** Start of each case's region in the arena. */
  readonly regions: readonly Bytes[];
}

const NAME = "cases";

export interface BatchOptions {
  readonly context: KernelContext;
  /** Its alignment counts, and its name in comments. */
  readonly board: Board;
}

/** A whole model must be alone in its batch. */
export function makeBatch(cases: readonly PlacedCase[], { context, board }: BatchOptions): Batch {
  const [only] = cases;
  if (only !== undefined && only.layout === undefined) {
    if (cases.length > 1) throw new Error("a whole model is a program of its own");
    const target = { ...board.target, isa: [...context.isa] };
    return {
      cases,
      lowered: compileModel(only.drawn.model, { ...board, target }, { name: NAME, optimize: context.optimize }).lowered,
      regions: [],
    };
  }
  const graph = joinGraphs(cases.map(({ drawn }) => mainGraph(drawn.model)));
  const model: Model = { description: "cases", schemaVersion: 3, graphs: [graph], metadata: [] };
  const supported = asSupported(model);
  if (!("graphs" in supported)) throw new Error(supported.map(({ message }) => message).join("\n"));
  const regions: Bytes[] = [];
  let end = 0;
  for (const { layout } of cases) {
    regions.push(end);
    end += layout?.bytes ?? 0;
  }
  const plan = planOf(cases, graph, regions, end);
  return {
    cases,
    lowered: lowerModel({
      model: supported,
      plan,
      contextOf: () => context,
      kernels: createKernelTable(supported),
      name: NAME,
    }),
    regions,
  };
}

/** The library as files, with the trace that measuring builds have. */
export function batchSources({ lowered }: Batch, board: Board): SourceTree {
  const input: LibraryInput = { lowered, name: NAME, file: "cases", sha256: "", board, version: "test", trace: true };
  return librarySources(input);
}

function joinGraphs(graphs: readonly Graph[]): Graph {
  const tensors: Tensor[] = [];
  const joined = graphs.map((graph, index) => {
    const base = tensors.length;
    const move = (id: TensorId): TensorId => tensorId(id + base);
    for (const tensor of graph.tensors) tensors.push({ ...tensor, id: move(tensor.id) });
    const [node] = graph.nodes;
    if (node === undefined) throw new Error("a case has one node");
    return {
      inputs: graph.inputs.map(move),
      outputs: graph.outputs.map(move),
      node: {
        ...node,
        id: nodeId(index),
        inputs: node.inputs.map((id) => (id === undefined ? undefined : move(id))),
        outputs: node.outputs.map(move),
        origin: { subgraph: 0, index },
      },
    };
  });
  return {
    name: "cases",
    tensors,
    nodes: joined.map(({ node }) => node),
    inputs: joined.flatMap(({ inputs }) => inputs),
    outputs: joined.flatMap(({ outputs }) => outputs),
  };
}

// A plan whose offsets are the layouts'. They may break the rules of a plan on purpose, hence no verification.
function planOf(cases: readonly PlacedCase[], graph: Graph, regions: readonly Bytes[], bytes: Bytes): ArenaPlan {
  const buffers: Buffer[] = [];
  const uses: (readonly BufferUse[])[] = [];
  const offsets: Bytes[] = [];
  const add = (use: BufferUse, label: string, size: Bytes, offset: Bytes): void => {
    const live = { start: 0, end: cases.length };
    buffers.push({ id: bufferId(buffers.length), label, size, alignment: 1, live });
    uses.push([use]);
    offsets.push(offset);
  };
  let base = 0;
  cases.forEach(({ drawn, layout }, node) => {
    if (layout === undefined) throw new Error("a whole model is a program of its own");
    const region = regions[node] ?? 0;
    for (const [id, offset] of layout.offsets) {
      const tensor = tensorId(id + base);
      const { name } = graph.tensors[tensor] as Tensor;
      const size = byteSize(graph.tensors[tensor] as Tensor);
      add({ kind: "tensor", subgraph: 0, tensor }, `${drawn.op}#${drawn.index} ${name}`, size, region + offset);
    }
    layout.scratch.forEach((offset, slot) => {
      add(
        { kind: "scratch", subgraph: 0, node, slot },
        `${drawn.op}#${drawn.index} scratch ${slot}`,
        0,
        region + offset,
      );
    });
    base += mainGraph(drawn.model).tensors.length;
  });
  return {
    problem: { buffers, capacity: Infinity },
    uses,
    overlapNodes: [],
    bytes,
    alignment: 16,
    placement: { offsets, height: bytes } as unknown as VerifiedPlacement,
    lowerBound: bytes,
    status: "bounded",
    greedyBytes: bytes,
    overlaps: [],
  };
}
