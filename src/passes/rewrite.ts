// SPDX-License-Identifier: Apache-2.0
/** Building blocks of passes: replacing nodes and uses without disturbing ids of tensors. */
import type { Graph } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import { nodeId, type TensorId } from "../util/branded.js";

/** The graph with these nodes in this order; node ids are renumbered, origins stay. */
export function withNodes(graph: Graph, nodes: readonly Node[]): Graph {
  return { ...graph, nodes: nodes.map((node, index) => (node.id === index ? node : { ...node, id: nodeId(index) })) };
}

/** Every read of `from` becomes a read of `to`, in nodes and graph outputs. */
export function replaceUses(graph: Graph, replacements: ReadonlyMap<TensorId, TensorId>): Graph {
  const follow = (id: TensorId): TensorId => {
    const next = replacements.get(id);
    return next === undefined ? id : follow(next);
  };
  return {
    ...graph,
    nodes: graph.nodes.map((node) =>
      node.inputs.some((id) => id !== undefined && replacements.has(id))
        ? { ...node, inputs: node.inputs.map((id) => (id === undefined ? undefined : follow(id))) }
        : node,
    ),
    outputs: graph.outputs.map(follow),
  };
}

/** Numbers of readers of every tensor; a graph output counts as a reader. */
export function readerCounts(graph: Graph): ReadonlyMap<TensorId, number> {
  const counts = new Map<TensorId, number>();
  const count = (id: TensorId | undefined): void => {
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  };
  for (const node of graph.nodes) node.inputs.forEach(count);
  graph.outputs.forEach(count);
  return counts;
}
