// SPDX-License-Identifier: Apache-2.0
/**
 * Drops the tensors that nothing refers to, so that a file does not carry them. TFLM spends memory on every tensor of
 * the file, and even plans a buffer for those without data that no operator touches.
 * Input: any graph. Output: the same nodes with tensor ids renumbered; `origin` keeps the index in the file. Linear.
 */
import type { Graph, Pass } from "../ir/graph.js";
import { invariant } from "../diagnostics/tinygen-error.js";
import { fileIndex } from "../ir/tensor.js";
import { type TensorId, tensorId } from "../util/branded.js";

export const compactTensors: Pass = {
  name: "compact-tensors",
  purpose: "drop tensors that nothing refers to",
  only: "file",
  run(graph: Graph): Graph {
    const used = new Set<TensorId>([...graph.inputs, ...graph.outputs]);
    for (const { inputs, outputs, intermediates } of graph.nodes) {
      for (const id of [...inputs, ...outputs, ...intermediates]) if (id !== undefined) used.add(id);
    }
    if (used.size === graph.tensors.length) return graph;
    const kept = graph.tensors.filter(({ id }) => used.has(id));
    const renumbered = new Map(kept.map(({ id }, index) => [id, tensorId(index)]));
    const rename = (id: TensorId): TensorId => {
      const next = renumbered.get(id);
      invariant(next !== undefined, `tensor ${id} is referred to and was dropped`);
      return next;
    };
    return {
      ...graph,
      tensors: kept.map((tensor) => ({ ...tensor, id: rename(tensor.id), origin: fileIndex(tensor) })),
      nodes: graph.nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map((id) => (id === undefined ? undefined : rename(id))),
        outputs: node.outputs.map(rename),
        intermediates: node.intermediates.map(rename),
      })),
      inputs: graph.inputs.map(rename),
      outputs: graph.outputs.map(rename),
    };
  },
};
