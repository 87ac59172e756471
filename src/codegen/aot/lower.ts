// SPDX-License-Identifier: Apache-2.0
/** Supported model + plan → C functions and constants, before any file is printed. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import { type Graph, mainGraph, type NodeView, type SupportedModel, tensorAt, viewOf } from "../../ir/graph.js";
import { fromBytes } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";
import { findOperator } from "../../ops/registry.js";
import { buffersByTensor } from "../../planner/liveness.js";
import type { ArenaPlan } from "../../planner/plan.js";
import { buildTimeline } from "../../planner/timeline.js";
import type { BufferId, TensorId } from "../../util/branded.js";
import { cIdentifier } from "../c/literals.js";
import { type ConstantPool, createConstantPool } from "./constant-pool.js";
import type { KernelTable } from "./kernel-table.js";
import { type CalledGraph, emitNodeFunction, type NodeFunction, type OperandPlaces } from "./node-function.js";
import type { ContextOf } from "./goal-planner.js";
import { placeInArena } from "./arena-parts.js";
import { createSharedFunctions, type SharedFunctions } from "./shared-functions.js";
import { layOutState, type StateLayout, type StateOwner } from "./state-layout.js";

export interface LoweredNode {
  /** Index into the graph's nodes. */
  readonly index: number;
  /** Absent when the node's output is a view of its input: nothing runs. */
  readonly code?: NodeFunction;
}

export interface LoweredGraph {
  readonly index: number;
  readonly graph: Graph;
  readonly functionName: string;
  readonly nodes: readonly LoweredNode[];
  /** C expression for a tensor's place, given that for the start of the arena; undefined outside of the arena. */
  readonly placeOf: (tensor: TensorId, arena: string) => string | undefined;
}

export interface LoweredModel {
  /** `tinygen_<model>`: the prefix of every external symbol. */
  readonly prefix: string;
  readonly model: SupportedModel;
  readonly plan: ArenaPlan;
  readonly graphs: readonly LoweredGraph[];
  readonly pool: ConstantPool;
  readonly shared: SharedFunctions;
  readonly state: StateLayout;
  /** Symbols of constants that are outputs of the entry graph themselves. */
  readonly outputConstants: ReadonlyMap<Tensor, string>;
  /** Shipped headers that the code includes, sorted. */
  readonly headers: readonly string[];
}

export interface LowerInput {
  readonly model: SupportedModel;
  readonly plan: ArenaPlan;
  /** As in planning. */
  readonly contextOf: ContextOf;
  readonly kernels: KernelTable;
  /** A C identifier. */
  readonly name: string;
}

export function lowerModel({ model, plan, contextOf, kernels, name }: LowerInput): LoweredModel {
  const prefix = `tinygen_${name}`;
  const pool = createConstantPool(prefix);
  const shared = createSharedFunctions();
  const state = layOutState(model, (view, subgraph) =>
    isHandle(view) ? [] : (kernels.choose(subgraph, view.node, contextOf(subgraph, view.node)).state?.(view) ?? []),
  );
  const called = model.graphs.map((graph, subgraph) => ({
    functionName: `run_graph_${subgraph}`,
    graph,
    places: placesOf({ graph, subgraph, plan, state }),
  }));
  const calledGraph = (index: number): CalledGraph => {
    const entry = called[index];
    invariant(entry !== undefined, `subgraph ${index} does not exist`);
    return entry;
  };
  // A graph that nothing runs has no place in the arena.
  const reachable = buildTimeline(model, findOperator);
  const lowerGraph = ({ functionName, graph, places }: (typeof called)[number], subgraph: number): LoweredGraph => {
    const nodes = graph.nodes.map((node, index): LoweredNode => {
      const view = viewOf(graph, node);
      if (isHandle(view) || isFreeView(view.node, places.bufferOf)) return { index };
      const nodeName = `${subgraph === 0 ? "" : `graph_${subgraph}_`}node_${String(index).padStart(2, "0")}_${cIdentifier(node.op)}`;
      const context = contextOf(subgraph, node);
      const emitter = kernels.choose(subgraph, node, context);
      const operands = {
        ...places,
        scratchOffset: (slot: number) => places.scratchOffset(index, slot),
        nodeStateOffset: (slot: number) =>
          places.stateAt(
            (owner) =>
              owner.kind === "node" && owner.subgraph === subgraph && owner.node === index && owner.slot === slot,
          ),
      };
      return {
        index,
        code: emitNodeFunction({
          name: nodeName,
          view,
          emitter,
          context,
          places: operands,
          pool,
          shared,
          graphs: calledGraph,
        }),
      };
    });
    return { index: subgraph, graph, functionName, nodes, placeOf: places.placeOf };
  };
  const graphs = called.flatMap((entry, subgraph) => (reachable.has(subgraph) ? [lowerGraph(entry, subgraph)] : []));
  const headers = new Set(graphs.flatMap(({ nodes }) => nodes.flatMap(({ code }) => [...(code?.headers ?? [])])));
  const outputConstants = poolOutputConstants(mainGraph(model), pool);
  return { prefix, model, plan, graphs, pool, shared, state, outputConstants, headers: [...headers].sort() };
}

function poolOutputConstants(graph: Graph, pool: ConstantPool): ReadonlyMap<Tensor, string> {
  const symbols = new Map<Tensor, string>();
  for (const id of graph.outputs) {
    const tensor = tensorAt(graph, id);
    if (tensor.storage.kind !== "constant") continue;
    const values = fromBytes(tensor, tensor.storage.data).data;
    symbols.set(tensor, pool.add("output", { name: String(id), dtype: tensor.dtype, values, alignment: 4 }));
  }
  return symbols;
}

interface PlacesInput {
  readonly graph: Graph;
  readonly subgraph: number;
  readonly plan: ArenaPlan;
  readonly state: StateLayout;
}

interface GraphPlaces extends Omit<OperandPlaces, "scratchOffset" | "nodeStateOffset"> {
  readonly stateAt: (isOwner: (owner: StateOwner) => boolean) => number;
  readonly bufferOf: (tensor: TensorId) => BufferId | undefined;
  readonly placeOf: (tensor: TensorId, arena: string) => string | undefined;
  readonly scratchOffset: (node: number, slot: number) => number;
}

function placesOf({ graph, subgraph, plan, state }: PlacesInput): GraphPlaces {
  const buffers = buffersByTensor(plan.uses, subgraph);
  const stateAt = (isOwner: (owner: StateOwner) => boolean): number => {
    const entry = state.entries.find(({ owner }) => isOwner(owner));
    invariant(entry !== undefined, `a value of graph "${graph.name}" has no place in the state block`);
    return entry.offset;
  };
  const offsetOf = (tensor: TensorId): number | undefined => {
    const buffer = buffers.get(tensor);
    return buffer === undefined ? undefined : plan.placement.offsets[buffer];
  };
  const arenaPlace = (offset: number): string => placeInArena(plan, offset, "arena");
  return {
    placeOf(tensor, arena) {
      const offset = offsetOf(tensor);
      return offset === undefined ? undefined : placeInArena(plan, offset, arena);
    },
    arenaPlace,
    bufferOf: (tensor) => buffers.get(tensor),
    arenaOffset(tensor: Tensor) {
      const offset = offsetOf(tensor.id);
      invariant(offset !== undefined, `tensor ${tensor.id} of graph "${graph.name}" has no place in the arena`);
      return offset;
    },
    stateAt,
    stateOffset: (tensor: Tensor) => stateAt((owner) => owner.kind === "tensor" && owner.tensor === tensor),
    resourceOffset: (key: string) => stateAt((owner) => owner.kind === "resource" && owner.key === key),
    scratchOffset(node, slot) {
      const buffer = plan.uses.findIndex((uses) =>
        uses.some(
          (use) => use.kind === "scratch" && use.subgraph === subgraph && use.node === node && use.slot === slot,
        ),
      );
      const offset = plan.placement.offsets[buffer];
      invariant(offset !== undefined, `scratch ${slot} of node ${node} has no place in the arena`);
      return offset;
    },
  };
}

// A handle names a resource variable at compile time; nothing runs for it.
function isHandle(view: NodeView): boolean {
  return findOperator(view.node.op)?.resourceKey !== undefined;
}

// A view costs nothing when the planner gave both sides one buffer; a view of a constant must be copied.
function isFreeView(node: Graph["nodes"][number], bufferOf: (tensor: TensorId) => BufferId | undefined): boolean {
  const views = findOperator(node.op)?.views ?? [];
  return (
    views.length > 0 &&
    views.every(([input, output]) => {
      const from = node.inputs[input];
      const to = node.outputs[output];
      const buffer = from === undefined ? undefined : bufferOf(from);
      return to !== undefined && buffer !== undefined && buffer === bufferOf(to);
    })
  );
}
