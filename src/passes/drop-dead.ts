// SPDX-License-Identifier: Apache-2.0
/**
 * Removes nodes whose outputs nobody reads. Input: any graph with resolved attributes. Output: the same graph without
 * them; tensors stay in their list. Nodes with effects stay. Linear: one walk from the last node to the first.
 */
import type { Graph, Pass } from "../ir/graph.js";
import { hasEffects } from "../ops/effects.js";
import { findOperator } from "../ops/registry.js";
import type { TensorId } from "../util/branded.js";
import { withNodes } from "./rewrite.js";

export const dropDead: Pass = {
  name: "drop-dead",
  purpose: "remove nodes whose results nobody reads",
  run(graph: Graph): Graph {
    const wanted = new Set<TensorId>(graph.outputs);
    const kept = graph.nodes.toReversed().filter((node) => {
      const alive = node.outputs.some((id) => wanted.has(id)) || hasEffects(graph, node, findOperator(node.op));
      if (alive) for (const id of node.inputs) if (id !== undefined) wanted.add(id);
      return alive;
    });
    return kept.length === graph.nodes.length ? graph : withNodes(graph, kept.toReversed());
  },
};
