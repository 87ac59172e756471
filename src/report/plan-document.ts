// SPDX-License-Identifier: Apache-2.0
/** The plan part of JSON documents (product.md, machine-readable contract). */
import type { Compilation, PlannedModel, TflmCompilation } from "../compile.js";
import type { Graph } from "../ir/graph.js";
import { fileIndex } from "../ir/tensor.js";
import { largestLocals } from "./plan-figures.js";
import { assertNever } from "../util/assert-never.js";
import { partAt } from "../planner/plan.js";
import type { BufferUse } from "../planner/liveness.js";

interface VariableEntry {
  readonly subgraph: number | null;
  readonly tensor: number | null;
  readonly node: number | null;
  readonly label: string;
  readonly bytes: number;
}

export function planDocument(compilation: Compilation | TflmCompilation) {
  const { plan, model, totalRam } = compilation;
  const nodeOf = (subgraph: number, node: number): number => model.graphs[subgraph]?.nodes[node]?.origin.index ?? node;
  const tensorOf = (subgraph: number, tensor: number): number => {
    const found = model.graphs[subgraph]?.tensors[tensor];
    return found === undefined ? tensor : fileIndex(found);
  };
  const place = (use: BufferUse) =>
    use.kind === "scratch"
      ? { tensor: null, node: nodeOf(use.subgraph, use.node) }
      : { tensor: tensorOf(use.subgraph, use.tensor), node: producer(model.graphs[use.subgraph], use.tensor) };
  const buffers = plan.problem.buffers.flatMap((buffer, id) =>
    (plan.uses[id] ?? []).slice(0, 1).map((use) => ({
      id,
      kind: use.kind,
      subgraph: use.subgraph,
      ...place(use),
      label: buffer.label,
      bytes: buffer.size,
      first: buffer.live.start,
      last: buffer.live.end - 1,
      offset: plan.placement.offsets[id] ?? null,
      region: partAt(plan, plan.placement.offsets[id] ?? 0)?.part.region ?? compilation.fit.arenaRegion,
      views: (plan.uses[id] ?? [])
        .slice(1)
        .flatMap((view) => (view.kind === "tensor" ? [tensorOf(view.subgraph, view.tensor)] : [])),
    })),
  );
  const variables = variableEntries(compilation, { nodeOf, tensorOf }).map((entry, i) => ({
    id: plan.problem.buffers.length + i,
    kind: "variable" as const,
    ...entry,
    first: null,
    last: null,
    offset: null,
    region: null,
    views: [],
  }));
  return {
    arena: {
      bytes: plan.bytes,
      lowerBound: plan.lowerBound,
      greedyBytes: plan.greedyBytes,
      status: plan.status,
      alignment: plan.alignment,
      regions: arenaParts(compilation),
      split: plan.split?.status ?? null,
    },
    buffers: [...buffers, ...variables],
    overlaps: plan.overlaps.map(({ subgraph, node, input, output, gap }) => ({
      node: nodeOf(subgraph, node),
      input: tensorOf(subgraph, input),
      output: tensorOf(subgraph, output),
      gap,
    })),
    order: orderPart(compilation),
    // Local arrays of kernels: a part of the stack, which a simulator measures as a whole.
    stackArrays: compilation.runtime === "aot" ? largestLocals(compilation.lowered) : null,
    persistent: persistentPart(compilation),
    total: totalRam,
  };
}

/** The offsets of the buffers count through these regions, in this order. */
function arenaParts({ plan, fit }: PlannedModel) {
  if (plan.split === undefined) return [{ name: fit.arenaRegion, start: 0, bytes: plan.bytes, traffic: null }];
  return plan.split.parts.map(({ region, start, bytes, traffic }) => ({ name: region, start, bytes, traffic }));
}

/** `nodes` lists the entry graph's operators, as numbered in the file, in the order in which they run. */
function orderPart({ order, model }: PlannedModel) {
  const { status, livePeak, minimalLivePeak = null, arenaBefore } = order;
  const nodes = model.graphs[0]?.nodes.map(({ origin }) => origin.index) ?? [];
  return { status, livePeak, minimalLivePeak, arenaBefore, nodes };
}

interface Numbering {
  nodeOf(subgraph: number, node: number): number;
  tensorOf(subgraph: number, tensor: number): number;
}

function variableEntries(
  compilation: Compilation | TflmCompilation,
  { nodeOf, tensorOf }: Numbering,
): readonly VariableEntry[] {
  switch (compilation.runtime) {
    case "aot":
      return compilation.lowered.state.entries.map(({ owner, label, bytes }) => ({
        subgraph: owner.kind === "resource" ? null : owner.subgraph,
        tensor: owner.kind === "tensor" ? fileIndex(owner.tensor) : null,
        node: owner.kind === "node" ? nodeOf(owner.subgraph, owner.node) : null,
        label,
        bytes,
      }));
    case "tflm":
      return compilation.plan.variables.map(({ subgraph, tensor, label, bytes }) => ({
        subgraph: subgraph ?? null,
        tensor: subgraph === undefined || tensor === undefined ? null : tensorOf(subgraph, tensor),
        node: null,
        label,
        bytes,
      }));
    default:
      return assertNever(compilation);
  }
}

/** What TFLM keeps beside the plan, and the arena that the same model needs without tinygen's offsets. */
function persistentPart(compilation: PlannedModel | TflmCompilation) {
  if (!("runtime" in compilation) || compilation.runtime !== "tflm") return null;
  const { arena, stock, undescribed } = compilation.plan;
  return {
    bytes: arena.persistent,
    parts: Object.fromEntries(arena.parts.map(({ label, bytes }) => [label, bytes])),
    transient: arena.transient,
    smallestArena: arena.bytes,
    smallestArenaWithoutOffsets: stock.bytes,
    ...(undescribed.length > 0
      ? { method: `kernels of ${undescribed.join(", ")} are taken for the reference ones` }
      : {}),
  };
}

function producer(graph: Graph | undefined, tensor: number): number | null {
  const node = graph?.nodes.find(({ outputs }) => outputs.some((output) => output === tensor));
  return node?.origin.index ?? null;
}
