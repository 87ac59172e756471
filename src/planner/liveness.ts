// SPDX-License-Identifier: Apache-2.0
/** Model + kernel memory → placement problem: which buffers exist, when they live, which of them may overlap. */
import { byteSize, type Tensor } from "../ir/tensor.js";
import type { Graph, Model } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import type { OpDefinition } from "../ops/definition.js";
import type { NodeMemory } from "../ops/node-memory.js";
import { type BufferId, bufferId, type Bytes, type TensorId } from "../util/branded.js";
import type { Buffer, LiveRange, OverlapGap, PlacementProblem } from "./problem.js";
import { buildTimeline, type GraphTimeline, hull } from "./timeline.js";

/** What a buffer of the problem stands for. */
export type BufferUse =
  | { readonly kind: "tensor"; readonly subgraph: number; readonly tensor: TensorId }
  | { readonly kind: "scratch"; readonly subgraph: number; readonly node: number; readonly slot: number };

export interface ArenaProblem {
  readonly problem: PlacementProblem;
  /** By buffer id; several tensors share a buffer when one is a view of the other. */
  readonly uses: readonly (readonly BufferUse[])[];
  /** The node and tensors behind each gap of the problem, in the same order. */
  readonly overlapNodes: readonly OverlapNode[];
}

export interface OverlapNode {
  readonly subgraph: number;
  readonly node: number;
  readonly input: TensorId;
  readonly output: TensorId;
  /** The buffers that hold the two. */
  readonly inputBuffer: BufferId;
  readonly outputBuffer: BufferId;
}

export interface LivenessOptions {
  readonly lookup: (op: string) => OpDefinition | undefined;
  /** Scratch and overlap of the kernel chosen for a node. */
  readonly memoryOf: (subgraph: number, node: Node) => NodeMemory;
  readonly alignment: Bytes;
  readonly capacity: Bytes;
  /** False gives every view a buffer of its own, as TFLM does: the baseline's problem. */
  readonly views: boolean;
  /** Lets outputs reach into inputs where kernels allow it. */
  readonly overlap: boolean;
}

interface Draft {
  size: Bytes;
  live: LiveRange;
  label: string;
  readonly uses: BufferUse[];
}

/** Buffers in the order of their first use, so that the result does not depend on tensor numbering of views. */
export function buildProblem(model: Model, options: LivenessOptions): ArenaProblem {
  const drafts: Draft[] = [];
  const gaps: OverlapGap[] = [];
  const overlapNodes: OverlapNode[] = [];
  for (const [subgraph, timeline] of [...buildTimeline(model, options.lookup)].sort(([a], [b]) => a - b)) {
    const graph = model.graphs[subgraph];
    if (graph === undefined) continue;
    const owner = tensorBuffers({ graph, subgraph, timeline, drafts, options });
    graph.nodes.forEach((node, position) => {
      const live = timeline.nodes[position];
      if (live === undefined) return;
      const memory = options.memoryOf(subgraph, node);
      memory.scratch.forEach((request, slot) => {
        const use = { kind: "scratch", subgraph, node: position, slot } as const;
        drafts.push({ size: request.size, live, label: `${node.op} ${position} ${request.label}`, uses: [use] });
      });
      if (!options.overlap) return;
      for (const capability of memory.overlaps) {
        const input = node.inputs[capability.input];
        const output = node.outputs[capability.output];
        if (input === undefined || output === undefined) continue;
        const from = owner.get(input);
        const to = owner.get(output);
        // Only the last reader may overwrite, and only when the output does not live beside the input elsewhere.
        if (from === undefined || to === undefined || from === to) continue;
        if (drafts[from]?.live.end !== live.end || drafts[to]?.live.start !== live.start) continue;
        if (readTwice(node, input, owner)) continue;
        // The caller reads it after the last node, at the end of that node's own range.
        if (graph.outputs.some((id) => owner.get(id) === from)) continue;
        const buffers = { inputBuffer: bufferId(from), outputBuffer: bufferId(to) };
        const use = { subgraph, node: position, input, output, ...buffers };
        if (capability.outputBelow !== undefined) {
          gaps.push({ lower: bufferId(to), upper: bufferId(from), gap: capability.outputBelow });
          overlapNodes.push(use);
        }
        if (capability.outputAbove !== undefined) {
          gaps.push({ lower: bufferId(from), upper: bufferId(to), gap: capability.outputAbove });
          overlapNodes.push(use);
        }
      }
    });
  }
  const buffers = drafts.map((draft, i): Buffer => ({
    id: bufferId(i),
    label: draft.label,
    size: draft.size,
    alignment: options.alignment,
    live: draft.live,
  }));
  const problem = { buffers, capacity: options.capacity, ...(gaps.length > 0 ? { gaps } : {}) };
  return { problem, uses: drafts.map((draft) => draft.uses), overlapNodes };
}

interface TensorBufferInput {
  readonly graph: Graph;
  readonly subgraph: number;
  readonly timeline: GraphTimeline;
  readonly drafts: Draft[];
  readonly options: LivenessOptions;
}

// Gives every arena tensor that is written or read a draft buffer, views merged; returns tensor → draft index.
function tensorBuffers({ graph, subgraph, timeline, drafts, options }: TensorBufferInput): Map<TensorId, number> {
  const owner = new Map<TensorId, number>();
  const touch = (id: TensorId, live: LiveRange): void => {
    const tensor = graph.tensors[id];
    if (tensor?.storage.kind !== "arena") return;
    const index = owner.get(id);
    const draft = index === undefined ? undefined : drafts[index];
    if (draft !== undefined) draft.live = hull(draft.live, live);
    else owner.set(id, drafts.push(newDraft(tensor, subgraph, live)) - 1);
  };
  const { span } = timeline;
  for (const id of graph.inputs) touch(id, timeline.entered);
  graph.nodes.forEach((node, position) => {
    const live = timeline.nodes[position];
    if (live === undefined) return;
    for (const id of node.inputs) if (id !== undefined) touch(id, live);
    const views = options.views ? (options.lookup(node.op)?.views ?? []) : [];
    node.outputs.forEach((id, output) => {
      const source = views.find(([, viewOutput]) => viewOutput === output);
      const input = source === undefined ? undefined : node.inputs[source[0]];
      const index = input === undefined ? undefined : owner.get(input);
      const draft = index === undefined ? undefined : drafts[index];
      if (index !== undefined && draft !== undefined && graph.tensors[id]?.storage.kind === "arena") {
        owner.set(id, index);
        draft.uses.push({ kind: "tensor", subgraph, tensor: id });
      }
      touch(id, live);
    });
  });
  for (const id of graph.outputs) touch(id, { start: span.end - 1, end: span.end });
  return owner;
}

function newDraft(tensor: Tensor, subgraph: number, live: LiveRange): Draft {
  return {
    size: byteSize(tensor),
    live,
    label: tensor.name === "" ? `tensor ${tensor.id}` : tensor.name,
    uses: [{ kind: "tensor", subgraph, tensor: tensor.id }],
  };
}

// An operand that the node reads through a second input must stay whole until both are read.
function readTwice(node: Node, input: TensorId, owner: ReadonlyMap<TensorId, number>): boolean {
  const buffer = owner.get(input);
  return node.inputs.filter((id) => id !== undefined && owner.get(id) === buffer).length > 1;
}

/** The buffer of each tensor of a subgraph, for emitters. */
export function buffersByTensor(uses: ArenaProblem["uses"], subgraph: number): ReadonlyMap<TensorId, BufferId> {
  const found = new Map<TensorId, BufferId>();
  uses.forEach((list, buffer) => {
    for (const use of list) {
      if (use.kind === "tensor" && use.subgraph === subgraph) found.set(use.tensor, bufferId(buffer));
    }
  });
  return found;
}
