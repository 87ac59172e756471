// SPDX-License-Identifier: Apache-2.0
/**
 * Merges an activation node into the node before it, which then clamps its own results. Proof by enumeration: the
 * activation's reference kernel, on all 256 values of an int8 tensor, equals the clamp to the range of the fused
 * activation; input and output are quantised alike. Input: any graph with resolved attributes. Output: the producer
 * writes the activation's output and takes over its origin, so that layers can still be compared. Linear.
 */
import { type Graph, type Pass, tensorAt, viewOf } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import { fromBytes } from "../ir/tensor-data.js";
import type { Tensor } from "../ir/tensor.js";
import { findOperator } from "../ops/registry.js";
import { isSupportedNode } from "../ops/supported-node.js";
import { activationRange, type FusedActivation } from "../quant/activation.js";
import type { TensorId } from "../util/branded.js";
import { compileTimeContext } from "./compile-time-context.js";
import { readerCounts, withNodes } from "./rewrite.js";

const VALUES = 256;

export const fuseActivation: Pass = {
  name: "fuse-activation",
  purpose: "let a node clamp its own results instead of an activation node behind it",
  run(graph: Graph): Graph {
    const readers = readerCounts(graph);
    const activations = new Map<TensorId, Node>();
    for (const node of graph.nodes) {
      const [input] = node.inputs;
      if (input !== undefined && readers.get(input) === 1 && fusable(graph, node)) activations.set(input, node);
    }
    const merged = new Set<Node>();
    const nodes = graph.nodes.map((node) => {
      const [output] = node.outputs;
      const activation = output === undefined ? undefined : activations.get(output);
      const kind = activation === undefined ? undefined : findOperator(activation.op)?.activation;
      if (activation === undefined || kind === undefined || node.outputs.length !== 1) return node;
      const attributes = withActivation(graph, node, kind);
      if (attributes === undefined) return node;
      merged.add(activation);
      return { ...node, attributes, outputs: activation.outputs, origin: activation.origin };
    });
    return merged.size === 0
      ? graph
      : withNodes(
          graph,
          nodes.filter((node) => !merged.has(node)),
        );
  },
};

// Operators with a fused activation say so by the attribute; anything but NONE is already clamped to another range.
function withActivation(graph: Graph, node: Node, activation: FusedActivation): unknown {
  const definition = findOperator(node.op);
  const attributes = node.attributes as { readonly activation?: FusedActivation } | undefined;
  if (definition?.fusesActivation !== true || attributes?.activation !== "NONE") return undefined;
  return isSupportedNode(viewOf(graph, node), definition) ? { ...attributes, activation } : undefined;
}

function fusable(graph: Graph, node: Node): boolean {
  const definition = findOperator(node.op);
  if (definition?.activation === undefined || !isSupportedNode(viewOf(graph, node), definition)) return false;
  const view = viewOf(graph, node);
  const [input] = view.inputs;
  const [output] = view.outputs;
  if (input?.dtype !== "int8" || output?.dtype !== "int8" || input.storage.kind !== "arena") return false;
  const alike = JSON.stringify(input.quantization) === JSON.stringify(output.quantization);
  return alike && input.quantization?.scales.length === 1 && isClamp(graph, node, definition.activation);
}

function isClamp(graph: Graph, node: Node, activation: FusedActivation): boolean {
  const row = (tensor: Tensor): Tensor => ({ ...tensor, shape: [VALUES] });
  const view = viewOf(graph, node);
  const output = tensorAt(graph, node.outputs[0] ?? (0 as TensorId));
  const [input] = view.inputs;
  const scale = output.quantization?.scales[0];
  const zeroPoint = output.quantization?.zeroPoints[0];
  if (input === undefined || scale === undefined || zeroPoint === undefined) return false;
  const values = Int8Array.from({ length: VALUES }, (_, i) => i - 128);
  const data = fromBytes(row(input), new Uint8Array(values.buffer));
  const small = { ...view, inputs: [row(input)], outputs: [row(output)] };
  const actual = findOperator(node.op)?.evaluate(small, [data], compileTimeContext())[0]?.data;
  const { min, max } = activationRange({ activation, dtype: "int8", scale, zeroPoint });
  return values.every((value, i) => Number(actual?.[i]) === Math.min(max, Math.max(min, value)));
}
