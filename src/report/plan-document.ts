// SPDX-License-Identifier: Apache-2.0
/** The plan part of JSON documents (product.md, machine-readable contract). */
import type { Compilation } from "../compile.js";

export function planDocument({ plan, lowered, totalRam }: Compilation) {
  const nodeOf = (subgraph: number, node: number): number =>
    lowered.graphs[subgraph]?.graph.nodes[node]?.origin.index ?? node;
  const buffers = plan.problem.buffers.flatMap((buffer, id) =>
    (plan.uses[id] ?? []).slice(0, 1).map((use) => ({
      id,
      kind: use.kind,
      subgraph: use.subgraph,
      tensor: use.kind === "tensor" ? use.tensor : null,
      node:
        use.kind === "scratch"
          ? nodeOf(use.subgraph, use.node)
          : producer(lowered.graphs[use.subgraph]?.graph, use.tensor),
      label: buffer.label,
      bytes: buffer.size,
      first: buffer.live.start,
      last: buffer.live.end - 1,
      offset: plan.placement.offsets[id] ?? null,
      views: (plan.uses[id] ?? []).slice(1).flatMap((view) => (view.kind === "tensor" ? [view.tensor] : [])),
    })),
  );
  const variables = lowered.state.entries.map((entry, i) => ({
    id: plan.problem.buffers.length + i,
    kind: "variable" as const,
    subgraph: entry.owner.kind === "resource" ? null : entry.owner.subgraph,
    tensor: entry.owner.kind === "tensor" ? entry.owner.tensor.id : null,
    node: entry.owner.kind === "node" ? nodeOf(entry.owner.subgraph, entry.owner.node) : null,
    label: entry.label,
    bytes: entry.bytes,
    first: null,
    last: null,
    offset: null,
    views: [],
  }));
  return {
    arena: {
      bytes: plan.bytes,
      lowerBound: plan.lowerBound,
      greedyBytes: plan.greedyBytes,
      status: plan.status,
      alignment: plan.alignment,
    },
    buffers: [...buffers, ...variables],
    overlaps: plan.overlaps.map(({ subgraph, node, input, output, gap }) => ({
      node: nodeOf(subgraph, node),
      input,
      output,
      gap,
    })),
    persistent: null,
    total: totalRam,
  };
}

function producer(graph: Compilation["lowered"]["graphs"][number]["graph"] | undefined, tensor: number): number | null {
  const node = graph?.nodes.find(({ outputs }) => outputs.some((output) => output === tensor));
  return node?.origin.index ?? null;
}
