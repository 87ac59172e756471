// SPDX-License-Identifier: Apache-2.0
/** A graph as an order problem: what must run before what, and which buffers each node touches. */
import { hasEffects } from "../ops/effects.js";
import { byteSize } from "../ir/tensor.js";
import { type Graph, type Model, viewOf } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import { alignUp } from "../util/align.js";
import type { Bytes, TensorId } from "../util/branded.js";
import type { LivenessOptions } from "./liveness.js";
import { type OrderBuffer, type OrderNode, type OrderProblem, peakOf } from "./solvers/order-search.js";

export type OrderOptions = Pick<LivenessOptions, "lookup" | "memoryOf" | "alignment">;

/**
 * Nodes that keep state, use resources or run subgraphs stay in their order among each other. With `savings` a node
 * whose output may lie on an input counts for less; without, all live bytes count.
 */
export function buildOrderProblem(
  model: Model,
  subgraph: number,
  options: OrderOptions & { readonly savings: boolean },
): OrderProblem {
  const graph = model.graphs[subgraph];
  if (graph === undefined) return { nodes: [], buffers: [] };
  const { owner, buffers } = collectBuffers(graph, options);
  const producer = new Map(graph.nodes.flatMap((node, v) => node.outputs.map((id) => [id, v] as const)));
  let lastEffect: number | undefined;
  const nodes = graph.nodes.map((node, v): OrderNode => {
    const after = new Set<number>();
    for (const id of node.inputs) {
      const from = id === undefined ? undefined : producer.get(id);
      if (from !== undefined && from !== v) after.add(from);
    }
    if (hasEffects(graph, node, options.lookup(node.op))) {
      if (lastEffect !== undefined) after.add(lastEffect);
      lastEffect = v;
    }
    const { scratch } = options.memoryOf(subgraph, node);
    const own = scratch.reduce((sum, { size }) => sum + alignUp(size, options.alignment), 0);
    const savings = options.savings ? savingsOf({ graph, subgraph, node, owner, options }) : [];
    return { after: [...after], scratch: own + calleePeak(model, graph, node, options), savings };
  });
  return { nodes, buffers };
}

/** Tensors in the arena; a view belongs to the buffer of what it views. */
function collectBuffers(graph: Graph, { lookup, alignment }: OrderOptions) {
  const owner = new Map<TensorId, number>();
  const buffers: { size: Bytes; nodes: number[]; fromStart: boolean; toEnd: boolean }[] = [];
  const bufferOf = (id: TensorId): number | undefined => {
    const known = owner.get(id);
    const tensor = graph.tensors[id];
    if (known !== undefined || tensor?.storage.kind !== "arena") return known;
    const size = alignUp(byteSize(tensor), alignment);
    const index = buffers.push({ size, nodes: [], fromStart: false, toEnd: false }) - 1;
    owner.set(id, index);
    return index;
  };
  const mark = (id: TensorId, change: (buffer: (typeof buffers)[number]) => void): void => {
    const index = bufferOf(id);
    const buffer = index === undefined ? undefined : buffers[index];
    if (buffer !== undefined) change(buffer);
  };
  for (const id of graph.inputs) mark(id, (buffer) => (buffer.fromStart = true));
  graph.nodes.forEach((node, v) => {
    const touch = (id: TensorId): void =>
      mark(id, ({ nodes }) => {
        if (nodes.at(-1) !== v) nodes.push(v);
      });
    for (const id of node.inputs) if (id !== undefined) touch(id);
    for (const [input, output] of lookup(node.op)?.views ?? []) {
      const [source, view] = [node.inputs[input], node.outputs[output]];
      const index = source === undefined ? undefined : owner.get(source);
      if (view !== undefined && index !== undefined && graph.tensors[view]?.storage.kind === "arena") {
        owner.set(view, index);
      }
    }
    for (const id of node.outputs) touch(id);
  });
  for (const id of graph.outputs) mark(id, (buffer) => (buffer.toEnd = true));
  return { owner, buffers: buffers as readonly OrderBuffer[] };
}

function savingsOf(given: {
  readonly graph: Graph;
  readonly subgraph: number;
  readonly node: Node;
  readonly owner: ReadonlyMap<TensorId, number>;
  readonly options: OrderOptions;
}): OrderNode["savings"] {
  const { graph, subgraph, node, owner, options } = given;
  const size = (id: TensorId): Bytes => {
    const tensor = graph.tensors[id];
    return tensor === undefined ? 0 : byteSize(tensor);
  };
  return options.memoryOf(subgraph, node).overlaps.flatMap(({ input, output, outputBelow, outputAbove }) => {
    const [from, to] = [node.inputs[input], node.outputs[output]];
    const buffer = from === undefined ? undefined : owner.get(from);
    if (from === undefined || to === undefined || buffer === undefined) return [];
    const [read, written] = [size(from), size(to)];
    const below = outputBelow === undefined ? Infinity : Math.max(written, outputBelow + read);
    const above = outputAbove === undefined ? Infinity : Math.max(read, outputAbove + written);
    const bytes = read + written - Math.min(below, above);
    return bytes > 0 && bytes < Infinity ? [{ buffer, bytes }] : [];
  });
}

function calleePeak(model: Model, graph: Graph, node: Node, options: OrderOptions): Bytes {
  const callees = options.lookup(node.op)?.callees?.(viewOf(graph, node)) ?? [];
  const peaks = callees.map(({ graph: callee }) => {
    const problem = buildOrderProblem(model, callee, { ...options, savings: false });
    return peakOf(problem, [...problem.nodes.keys()]);
  });
  return peaks.reduce((most, peak) => Math.max(most, peak), 0);
}
