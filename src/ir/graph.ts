// SPDX-License-Identifier: Apache-2.0
/** Graphs and models as immutable values; a pass builds a new graph that shares what it did not touch. */
import { invariant } from "../diagnostics/tinygen-error.js";
import type { Branded, NodeId, TensorId } from "../util/branded.js";
import type { Node } from "./node.js";
import type { Tensor } from "./tensor.js";

/** One subgraph. `nodes` is the execution order; every id is an index into `tensors` or `nodes`. */
export interface Graph {
  readonly name: string;
  readonly tensors: readonly Tensor[];
  readonly nodes: readonly Node[];
  readonly inputs: readonly TensorId[];
  readonly outputs: readonly TensorId[];
}

export interface MetadataEntry {
  readonly name: string;
  readonly data: Uint8Array;
}

/** A whole file: `graphs[0]` is the entry; control-flow operators refer to the others by index. */
export interface Model {
  readonly description: string;
  readonly schemaVersion: number;
  readonly graphs: readonly Graph[];
  readonly metadata: readonly MetadataEntry[];
}

/** A model every node of which the chosen runtime and target can run. Only `checkSupport` makes one. */
export type SupportedModel = Branded<Model, "SupportedModel">;

/** A rewrite of one graph. */
export interface Pass {
  readonly name: string;
  /** One sentence for `--help` and the report. */
  readonly purpose: string;
  /**
   * Set for a rewrite that only some users of the graph want. "code": its result can be more than a .tflite file can
   * say, so it is for generated code. "file": it makes a better file, and generated code has no use for it.
   */
  readonly only?: "code" | "file";
  /** Not an optimisation: models that it concerns are refused without it, so "all" does not switch it off. */
  readonly required?: true;
  run(graph: Graph): Graph;
}

export function tensorAt(graph: Graph, id: TensorId): Tensor {
  const tensor = graph.tensors[id];
  invariant(tensor !== undefined, `tensor ${id} is missing from graph "${graph.name}"`);
  return tensor;
}

export function nodeAt(graph: Graph, id: NodeId): Node {
  const node = graph.nodes[id];
  invariant(node !== undefined, `node ${id} is missing from graph "${graph.name}"`);
  return node;
}

export function mainGraph(model: Model): Graph {
  const graph = model.graphs[0];
  invariant(graph !== undefined, "a model has at least one graph");
  return graph;
}

/** The node with its tensors resolved, which is all that an operator gets to see. */
export interface NodeView<A = unknown> {
  readonly node: Node<string, A>;
  readonly inputs: readonly (Tensor | undefined)[];
  readonly outputs: readonly Tensor[];
  readonly intermediates: readonly Tensor[];
}

export function viewOf(graph: Graph, node: Node): NodeView {
  return {
    node,
    inputs: node.inputs.map((id) => (id === undefined ? undefined : tensorAt(graph, id))),
    outputs: node.outputs.map((id) => tensorAt(graph, id)),
    intermediates: node.intermediates.map((id) => tensorAt(graph, id)),
  };
}
