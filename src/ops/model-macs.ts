// SPDX-License-Identifier: Apache-2.0
/** The work of a whole model, by which kernels judge what share of it a layer is. */
import { type Model, viewOf } from "../ir/graph.js";
import { findOperator } from "./registry.js";

/** Multiply-accumulates of all nodes, each counted once, however often its subgraph is called. */
export function modelMacs({ graphs }: Model): number {
  return graphs
    .flatMap((graph) => graph.nodes.map((node) => findOperator(node.op)?.work(viewOf(graph, node)).macs ?? 0))
    .reduce((sum, macs) => sum + macs, 0);
}
