// SPDX-License-Identifier: Apache-2.0
/** The kernels of one model's nodes with their memory, each asked for once: choosing goes through constraints and scales. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import { type Model, viewOf } from "../../ir/graph.js";
import type { Node } from "../../ir/node.js";
import type { KernelContext, KernelEmitter } from "../../ops/definition.js";
import { type NodeMemory, NO_MEMORY } from "../../ops/node-memory.js";
import { chooseKernel } from "./kernel-choice.js";

/** For one target: the contexts of all questions have the same instruction sets. */
export interface KernelTable {
  choose(subgraph: number, node: Node, context: KernelContext): KernelEmitter<unknown>;
  /** Scratch and overlap of that kernel. */
  memory(subgraph: number, node: Node, context: KernelContext): NodeMemory;
}

/** Holds for any order of the model's nodes: tensors and their ids are the same in all of them. */
export function createKernelTable(model: Model): KernelTable {
  const kernels = new Map<string, KernelEmitter<unknown>>();
  const memories = new Map<string, NodeMemory>();
  const viewIn = (subgraph: number, node: Node) => {
    const graph = model.graphs[subgraph];
    invariant(graph !== undefined, `subgraph ${subgraph} does not exist`);
    return viewOf(graph, node);
  };
  const choose: KernelTable["choose"] = (subgraph, node, context) => {
    const key = keyOf(subgraph, node, context);
    const known = kernels.get(key) ?? chooseKernel(viewIn(subgraph, node), context);
    kernels.set(key, known);
    return known;
  };
  return {
    choose,
    memory(subgraph, node, context) {
      const key = keyOf(subgraph, node, context);
      const known =
        memories.get(key) ?? choose(subgraph, node, context).memory?.(viewIn(subgraph, node), context) ?? NO_MEMORY;
      memories.set(key, known);
      return known;
    },
  };
}

// Nodes without outputs differ in their place in the file.
function keyOf(subgraph: number, { origin, outputs }: Node, { optimize }: KernelContext): string {
  return `${subgraph}/${origin.index}/${outputs.join(",")} ${optimize}`;
}
