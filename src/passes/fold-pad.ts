// SPDX-License-Identifier: Apache-2.0
/**
 * Lets a convolution do the padding that a node before it does: `spatialPadding` of the one, `absorbPadding` of the
 * other. Exact because a convolution treats taps outside its input as the zero point, which is what the node pads with.
 * Input: any graph with resolved attributes. Output: the reader takes the unpadded tensor; the padding node stays for
 * drop-dead. A padded tensor with several readers stays. Linear.
 */
import { type Graph, type Pass, viewOf } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import { fileOptions } from "../ops/file-options.js";
import { findOperator } from "../ops/registry.js";
import { isSupportedNode } from "../ops/supported-node.js";
import type { TensorId } from "../util/branded.js";
import { readerCounts } from "./rewrite.js";

export const foldPad: Pass = {
  name: "fold-pad",
  purpose: "let convolutions pad instead of a node of its own",
  only: "code",
  run: (graph) => absorb(graph, () => true),
};

/** The format knows no padding but SAME; where a node pads just so, its reader can say it in a file as well. */
export const foldSamePad: Pass = {
  name: "fold-same-pad",
  purpose: "let convolutions pad instead of a node of its own, where SAME says how",
  only: "file",
  run: (graph) => absorb(graph, (node) => fileOptions(node) !== undefined),
};

function absorb(graph: Graph, accepts: (changed: Node) => boolean): Graph {
  const readers = readerCounts(graph);
  const producers = new Map<TensorId, Node>();
  for (const node of graph.nodes) for (const id of node.outputs) producers.set(id, node);
  const rewrite = (node: Node): Node => {
    const definition = findOperator(node.op);
    const padded = node.inputs[0];
    const padding = padded === undefined || readers.get(padded) !== 1 ? undefined : producers.get(padded);
    const source = padding?.inputs[0];
    if (definition?.absorbPadding === undefined || padding === undefined || source === undefined) return node;
    const view = viewOf(graph, padding);
    const paddingDefinition = findOperator(padding.op);
    if (paddingDefinition?.spatialPadding === undefined || !isSupportedNode(view, paddingDefinition)) return node;
    const around = paddingDefinition.spatialPadding(view);
    const attributes = around === undefined ? undefined : definition.absorbPadding(viewOf(graph, node), around);
    if (attributes === undefined) return node;
    const changed = { ...node, attributes, inputs: [source, ...node.inputs.slice(1)] };
    return accepts(changed) ? changed : node;
  };
  const nodes = graph.nodes.map(rewrite);
  return nodes.every((node, i) => node === graph.nodes[i]) ? graph : { ...graph, nodes };
}
