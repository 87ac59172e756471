// SPDX-License-Identifier: Apache-2.0
/** The arena that TFLM needs for a model: plan, structures that stay, and what AllocateTensors needs on the way. */
import { type Graph, mainGraph, type Model, type NodeView, tensorAt, viewOf } from "../../ir/graph.js";
import { byteSize, type Tensor } from "../../ir/tensor.js";
import {
  type Field,
  type StructAbi,
  structAlignment,
  structBytes,
  type StructLayout,
} from "../../ops/struct-layout.js";
import type { TemporaryTensor, TflmNodeMemory } from "../../ops/tflm-memory.js";
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import { type ArenaLedger, createArenaLedger } from "./arena-ledger.js";
import * as structs from "./runtime-structs.js";

export interface TflmArenaInput {
  /** The model as the firmware's file has it. */
  readonly model: Model;
  readonly abi: StructAbi;
  readonly memoryOf: (subgraph: number, view: NodeView) => TflmNodeMemory;
  /** Height of the plan, scratch included, as the device rounds it. */
  readonly planBytes: Bytes;
  /** Buffers that the device's planner places: tensors and scratch. */
  readonly plannedBuffers: number;
  /** Bytes of the resource variables; their allocator lies in the arena too. */
  readonly resourceVariables: readonly Bytes[];
}

/** One kind of permanent allocation. */
export interface PersistentPart {
  readonly label: string;
  readonly bytes: Bytes;
}

export interface TflmArena {
  /** The smallest arena, a multiple of 16 bytes at a 16-byte boundary, with which AllocateTensors succeeds. */
  readonly bytes: Bytes;
  /** Plan: tensors and scratch during an invocation. */
  readonly head: Bytes;
  /** Everything that stays allocated beside the plan. */
  readonly persistent: Bytes;
  /** What `persistent` consists of, alignment included. */
  readonly parts: readonly PersistentPart[];
  /** What AllocateTensors or an invocation needs for a moment beyond head and tail; 0 for most models. */
  readonly transient: Bytes;
}

/** Mirrors the order of allocations in MicroInterpreter's constructor, AllocateTensors and Invoke. */
export function modelTflmArena(input: TflmArenaInput): TflmArena {
  const { model, abi } = input;
  const ledger = createArenaLedger();
  const parts = new Map<string, Bytes>();
  const keep = (label: string, size: Bytes, alignment: Bytes): void => {
    const before = ledger.state.tail;
    ledger.persistent(size, alignment);
    parts.set(label, (parts.get(label) ?? 0) + ledger.state.tail - before);
  };
  const keepStruct = (label: string, layout: StructLayout, count = 1): void =>
    keep(label, structBytes(layout, abi) * count, structAlignment(layout, abi));
  const keepAligned = (label: string, field: StructLayout | Bytes): void =>
    keep(label, typeof field === "number" ? field : structBytes(field, abi), structs.ARENA_ALIGNMENT);
  const requestBytes = structBytes(structs.SCRATCH_REQUEST, abi);
  const nodes = model.graphs.map((graph, subgraph) =>
    graph.nodes.map((node) => {
      const view = viewOf(graph, node);
      return { view, memory: input.memoryOf(subgraph, view) };
    }),
  );
  const everyNode = nodes.flat();

  // The constructor, and the resource variables that the application creates before it.
  keepStruct("allocator", structs.SINGLE_ARENA_ALLOCATOR);
  keepStruct("allocator", structs.GREEDY_PLANNER);
  keepStruct("allocator", structs.MICRO_ALLOCATOR);
  if (input.resourceVariables.length > 0) {
    keepAligned("resource variables", structs.RESOURCE_VARIABLES);
    keepAligned("resource variables", structBytes(structs.RESOURCE_VARIABLE, abi) * input.resourceVariables.length);
  }

  // MicroAllocator::StartModelAllocation
  keepStruct("allocator", structs.BUILTIN_DATA_ALLOCATOR);
  ledger.resizeHead(requestBytes * structs.MAX_SCRATCH_PER_NODE);
  keepStruct("subgraphs", structs.SUBGRAPH_ALLOCATIONS, model.graphs.length);
  for (const graph of model.graphs) keepStruct("tensors", structs.EVAL_TENSOR, graph.tensors.length);
  for (const graph of model.graphs) keepStruct("nodes", structs.NODE_AND_REGISTRATION, graph.nodes.length);

  // Options are parsed for all nodes, then all are initialised, then all prepared.
  for (const { memory } of everyNode) if (memory.options) keepStruct("operator options", memory.options);
  for (const { memory } of everyNode) for (const block of memory.init ?? []) keepAligned("operator data", block);
  // Allocated by the first ASSIGN_VARIABLE that prepares; all sizes are rounded to 16 bytes, so the order is no matter.
  for (const size of input.resourceVariables) keepAligned("resource variables", size);
  let requests = 0;
  for (const { view, memory } of everyNode) {
    for (const wanted of memory.temporaryTensors ?? []) temporaryTensor(ledger, tensorOf(view, wanted), abi);
    for (const { size, alignment } of memory.temporaryBytes ?? []) ledger.temporary(size, alignment);
    for (const size of memory.persistent ?? []) keepAligned("operator data", size);
    requests += memory.scratch.length;
    ledger.dropTemporaries();
    ledger.resizeHead(requestBytes * (requests + structs.MAX_SCRATCH_PER_NODE));
  }

  // MicroAllocator::FinishModelAllocation
  if (requests > 0) keepStruct("scratch handles", structs.SCRATCH_HANDLE, requests);
  const tensorCount = model.graphs.reduce((sum, graph) => sum + graph.tensors.length, 0);
  ledger.temporary(structBytes(["word"], abi) * model.graphs.length, 4);
  ledger.temporary(structBytes(structs.ALLOCATION_INFO, abi) * (tensorCount + requests), 4);
  for (const tensor of model.graphs.flatMap((graph) => graph.tensors)) {
    if (tensor.storage.kind === "variable") keepAligned("variable tensors", byteSize(tensor));
  }
  ledger.between(structBytes(structs.GREEDY_PLANNER_BUFFER, abi) * input.plannedBuffers);
  ledger.dropTemporaries();
  ledger.resizeHead(input.planBytes);

  // The rest of MicroInterpreter::AllocateTensors
  const main = mainGraph(model);
  for (const ids of [main.inputs, main.outputs]) {
    keepAligned("inputs and outputs", structBytes(["word"], abi) * ids.length);
    for (const id of ids) persistentTensor(keepStruct, tensorAt(main, id));
  }

  const { tail, head } = ledger.state;
  for (const { view, memory } of everyNode) {
    for (const wanted of memory.invokeTensors ?? []) temporaryTensor(ledger, tensorOf(view, wanted), abi);
    ledger.dropTemporaries();
  }
  const bytes = ledger.state.needed;
  return {
    bytes,
    head,
    persistent: tail,
    parts: [...parts].map(([label, size]) => ({ label, bytes: size })),
    transient: bytes - alignUp(head + tail, structs.ARENA_ALIGNMENT),
  };
}

function tensorOf({ inputs, outputs, intermediates }: NodeView, wanted: TemporaryTensor): Tensor | undefined {
  if ("input" in wanted) return inputs[wanted.input];
  return "output" in wanted ? outputs[wanted.output] : intermediates[wanted.intermediate];
}

// InitializeTfLiteTensorFromFlatbuffer: the structure, and for a quantised tensor a copy of its zero points.
function tensorStructs(tensor: Tensor): readonly StructLayout[] {
  const channels = tensor.quantization?.scales.length ?? 0;
  if (channels === 0) return [structs.TENSOR];
  const zeroPoints: Field[] = Array.from({ length: 1 + channels }, () => "word");
  return [structs.TENSOR, structs.AFFINE_QUANTIZATION, zeroPoints];
}

function temporaryTensor(ledger: ArenaLedger, tensor: Tensor | undefined, abi: StructAbi): void {
  if (tensor === undefined) return;
  for (const layout of tensorStructs(tensor)) ledger.temporary(structBytes(layout, abi), structAlignment(layout, abi));
}

function persistentTensor(keep: (label: string, layout: StructLayout) => void, tensor: Tensor): void {
  for (const layout of tensorStructs(tensor)) keep("inputs and outputs", layout);
}

/** Buffers of a graph that the device's planner places: neither constants, variables nor handles, and not empty. */
export function isPlanned(tensor: Tensor): boolean {
  return tensor.storage.kind === "arena" && byteSize(tensor) > 0;
}

/** Tensors of all graphs that the device's planner places. */
export function plannedTensors(graphs: readonly Graph[]): number {
  return graphs.reduce((sum, graph) => sum + graph.tensors.filter(isPlanned).length, 0);
}
