// SPDX-License-Identifier: Apache-2.0
/**
 * Computes at compile time what does not depend on the model's inputs: SHAPE of a static tensor, and every operator
 * whose inputs are constants, by the operator's own reference kernel, which is bit-exact with TFLM's.
 * Input: any graph with resolved attributes. Output: folded tensors are constants and their nodes are gone; nodes with
 * effects, unsupported nodes, and results larger than their inputs by more than a kilobyte stay. Linear.
 */
import { type Graph, type NodeView, type Pass, viewOf } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import { fromBytes, toBytes } from "../ir/tensor-data.js";
import { byteSize, type Tensor } from "../ir/tensor.js";
import type { OpDefinition } from "../ops/definition.js";
import { hasEffects } from "../ops/effects.js";
import { findOperator } from "../ops/registry.js";
import { isSupportedNode } from "../ops/supported-node.js";
import { compileTimeContext } from "./compile-time-context.js";
import { withNodes } from "./rewrite.js";

/** A folded value costs flash; FILL and BROADCAST_TO can make much out of little. */
const GROWTH_LIMIT = 1024;

export const foldConstants: Pass = {
  name: "fold-constants",
  purpose: "compute at compile time what does not depend on the inputs",
  run(graph: Graph): Graph {
    const tensors = [...graph.tensors];
    const kept: Node[] = [];
    for (const node of graph.nodes) {
      const current = { ...graph, tensors };
      const definition = findOperator(node.op);
      const view = viewOf(current, node);
      if (definition === undefined || hasEffects(current, node, definition) || !isFoldable(view, definition)) {
        kept.push(node);
        continue;
      }
      evaluate(view, definition).forEach((data, i) => {
        const id = node.outputs[i];
        const tensor = id === undefined ? undefined : tensors[id];
        if (id !== undefined && tensor !== undefined) tensors[id] = { ...tensor, storage: { kind: "constant", data } };
      });
    }
    return kept.length === graph.nodes.length ? graph : withNodes({ ...graph, tensors }, kept);
  },
};

function isFoldable(view: NodeView, definition: OpDefinition): boolean {
  const constant = (tensor: Tensor | undefined): boolean => tensor === undefined || tensor.storage.kind === "constant";
  if (definition.shapeOnly !== true && !view.inputs.every(constant)) return false;
  if (view.inputs.length === 0) return false;
  const size = (list: readonly (Tensor | undefined)[]): number =>
    list.reduce((sum, tensor) => sum + (tensor === undefined ? 0 : byteSize(tensor)), 0);
  return size(view.outputs) <= size(view.inputs.filter(constant)) + GROWTH_LIMIT && isSupportedNode(view, definition);
}

function evaluate(view: NodeView, definition: OpDefinition): readonly Uint8Array[] {
  const inputs = view.inputs.map((tensor) => {
    if (tensor === undefined) return undefined;
    // The elements of a tensor that only lends its shape are never read.
    const data = tensor.storage.kind === "constant" ? tensor.storage.data : new Uint8Array(byteSize(tensor));
    return fromBytes(tensor, data);
  });
  return definition.evaluate(view, inputs, compileTimeContext()).map((output) => toBytes(output).slice());
}
