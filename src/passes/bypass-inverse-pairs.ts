// SPDX-License-Identifier: Apache-2.0
/**
 * Removes pairs of nodes that undo each other, such as DEQUANTIZE → QUANTIZE or QUANTIZE to uint8 and back.
 * Proof by enumeration: both nodes map elements one by one (`elementwise`), the first input has 256 values, and the
 * reference kernels give back every one of them. Input: any graph with resolved attributes. Output: readers of the
 * second node read the first one's input; the nodes stay for drop-dead to remove. 256 evaluations for each pair.
 */
import { type Graph, type Pass, tensorAt, viewOf } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import { sameShape } from "../ir/shape.js";
import { fromBytes, type TensorData, toBytes } from "../ir/tensor-data.js";
import type { Tensor } from "../ir/tensor.js";
import { findOperator } from "../ops/registry.js";
import { isSupportedNode } from "../ops/supported-node.js";
import type { TensorId } from "../util/branded.js";
import { compileTimeContext } from "./compile-time-context.js";
import { replaceUses } from "./rewrite.js";

const VALUES = 256;

export const bypassInversePairs: Pass = {
  name: "bypass-inverse-pairs",
  purpose: "remove conversions that the next node undoes exactly",
  run(graph: Graph): Graph {
    const producers = new Map<TensorId, Node>();
    for (const node of graph.nodes) for (const id of node.outputs) producers.set(id, node);
    const replacements = new Map<TensorId, TensorId>();
    for (const second of graph.nodes) {
      const [middle] = second.inputs;
      const [last] = second.outputs;
      const first = middle === undefined ? undefined : producers.get(middle);
      const source = first?.inputs[0];
      if (first === undefined || source === undefined || last === undefined) continue;
      // A graph output keeps its own tensor: the caller relies on its place and type.
      if (graph.outputs.includes(last)) continue;
      if (undoes(graph, first, second)) replacements.set(last, source);
    }
    return replacements.size === 0 ? graph : replaceUses(graph, replacements);
  },
};

function undoes(graph: Graph, first: Node, second: Node): boolean {
  const source = tensorAt(graph, first.inputs[0] ?? (0 as TensorId));
  const last = tensorAt(graph, second.outputs[0] ?? (0 as TensorId));
  const sameMeaning =
    source.dtype === last.dtype &&
    sameShape(source.shape, last.shape) &&
    JSON.stringify(source.quantization) === JSON.stringify(last.quantization);
  if (!sameMeaning || (source.dtype !== "int8" && source.dtype !== "uint8")) return false;
  if (source.storage.kind !== "arena" || !isElementwise(graph, first) || !isElementwise(graph, second)) return false;
  const all = Uint8Array.from({ length: VALUES }, (_, value) => value);
  return sameBytes(all, toBytes(mapAll(graph, second, mapAll(graph, first, fromBytes(row(source), all)))));
}

function isElementwise(graph: Graph, node: Node): boolean {
  const definition = findOperator(node.op);
  return (
    definition?.elementwise === true && node.inputs.length === 1 && isSupportedNode(viewOf(graph, node), definition)
  );
}

// The node on one row of all 256 values.
function mapAll(graph: Graph, node: Node, input: TensorData): TensorData {
  const view = viewOf(graph, node);
  const output = row(tensorAt(graph, node.outputs[0] ?? (0 as TensorId)));
  const result = findOperator(node.op)?.evaluate(
    { ...view, inputs: [input.tensor], outputs: [output] },
    [input],
    compileTimeContext(),
  )[0];
  return result ?? input;
}

function row(tensor: Tensor): Tensor {
  return { ...tensor, shape: [VALUES] };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
