// SPDX-License-Identifier: Apache-2.0
/** The plan of a model for TFLM: offsets for OfflineMemoryAllocation, scratch as the device places it, whole arena. */
import { type Graph, type Model, viewOf } from "../../ir/graph.js";
import { byteSize } from "../../ir/tensor.js";
import type { OpDefinition } from "../../ops/definition.js";
import { findOperator } from "../../ops/registry.js";
import { resourceVariables } from "../../ops/resource-variables.js";
import type { TflmNodeMemory, TflmTarget } from "../../ops/tflm-memory.js";
import { buffersByTensor, buildProblem } from "../../planner/liveness.js";
import { type ArenaPlan, planArena } from "../../planner/plan.js";
import { greedyPlannerBytes } from "../../planner/solvers/greedy.js";
import { verifyPlacement } from "../../planner/verify-placement.js";
import type { Target } from "../../targets/board.js";
import type { Bytes } from "../../util/branded.js";
import { isPlanned, modelTflmArena, plannedTensors, type TflmArena } from "./arena-model.js";
import { placeScratchOnDevice, PLANNED_ON_DEVICE, reservedBytes, stockProblem } from "./device-plan.js";
import { isDescribed, tflmMemory, tflmTarget } from "./kernel-memory.js";
import { ARENA_ALIGNMENT } from "./runtime-structs.js";

export interface TflmVariable {
  readonly label: string;
  /** Absent for a resource variable, which belongs to no tensor. */
  readonly subgraph?: number;
  readonly tensor?: number;
  readonly bytes: Bytes;
}

export interface TflmPlan extends ArenaPlan {
  /** Arena of a firmware whose file carries the offsets of this plan. */
  readonly arena: TflmArena;
  /** Arena of the same model without them, planned by TFLM itself. */
  readonly stock: TflmArena;
  /** State between invocations; lies in the persistent part. */
  readonly variables: readonly TflmVariable[];
  /** Operators for which the board's kernel library has kernels that nobody has described. */
  readonly undescribed: readonly string[];
}

export interface TflmPlanOptions {
  readonly overlap: boolean;
  /** Search steps; the solver's own number when it is not given. */
  readonly maxSteps?: number;
}

/** How a build of TFLM treats the nodes of `model`, by their ids in it. */
export function tflmPlanning(model: Model, built: TflmTarget) {
  const memories = model.graphs.map((graph) => graph.nodes.map((node) => tflmMemory(viewOf(graph, node), built)));
  const memoryOf = (subgraph: number, { id }: { readonly id: number }): TflmNodeMemory =>
    memories[subgraph]?.[id] ?? { scratch: [], overlaps: [] };
  return { lookup: inPlaceOperator, memoryOf, alignment: ARENA_ALIGNMENT };
}

/** Plans `model`, which must be what the firmware's file holds. */
export function planTflm(model: Model, target: Target, options: TflmPlanOptions): TflmPlan {
  return planForKernels(model, tflmTarget(target), options);
}

/** The same for a build of TFLM that belongs to no board. */
export function planForKernels(model: Model, built: TflmTarget, options: TflmPlanOptions): TflmPlan {
  const planning = tflmPlanning(model, built);
  const { memoryOf } = planning;
  const planned = planArena(model, { ...planning, ...options });
  const device = placeScratchOnDevice(planned, planned.placement);
  const placement = verifyPlacement(planned.problem, device);

  const baseline = buildProblem(model, { ...planning, overlap: false, views: false, capacity: Infinity });
  const stock = stockProblem(model, baseline);
  const stockBytes = greedyPlannerBytes(stock);
  const scratchCount = model.graphs
    .flatMap(({ nodes }, subgraph) => nodes.map((node) => memoryOf(subgraph, node)))
    .reduce((sum, { scratch }) => sum + scratch.length, 0);
  const resources = resourceVariables(model, findOperator);
  const arenaFor = (planBytes: Bytes): TflmArena =>
    modelTflmArena({
      model,
      abi: built.abi,
      memoryOf: (subgraph, { node }) => memoryOf(subgraph, node),
      planBytes,
      plannedBuffers: plannedTensors(model.graphs) + scratchCount,
      resourceVariables: [...resources.values()].map(({ size }) => size),
    });
  return {
    ...planned,
    placement,
    bytes: placement.height,
    // The device may place several scratch buffers of one node less tightly than the search did.
    status: placement.height > planned.bytes ? "bounded" : planned.status,
    greedyBytes: stockBytes,
    arena: arenaFor(reservedBytes(model, placement)),
    stock: arenaFor(stockBytes),
    variables: [
      ...model.graphs.flatMap((graph, subgraph) => variablesOf(graph, subgraph)),
      ...[...resources].map(([label, { size }]) => ({ label, bytes: size })),
    ],
    undescribed: [...new Set(model.graphs.flatMap(({ nodes }) => nodes.map(({ op }) => op)))].filter(
      (op) => !isDescribed(op, built),
    ),
  };
}

/**
 * The table of OfflineMemoryAllocation: for every tensor of every subgraph, in the order of the file, the offset from
 * the start of the head, or PLANNED_ON_DEVICE for constants and variables. A tensor that nothing uses gets 0, where it
 * costs nothing.
 */
export function offlineOffsets(model: Model, plan: TflmPlan): readonly number[] {
  return model.graphs.flatMap((graph, subgraph) => {
    const owners = buffersByTensor(plan.uses, subgraph);
    return graph.tensors.map((tensor) => {
      if (!isPlanned(tensor)) return PLANNED_ON_DEVICE;
      const buffer = owners.get(tensor.id);
      return buffer === undefined ? 0 : (plan.placement.offsets[buffer] ?? 0);
    });
  });
}

// A view that TFLM's kernel copies is no view: input and output must lie apart, or where the kernel says.
function inPlaceOperator(op: string): OpDefinition | undefined {
  const found = findOperator(op);
  if (found?.views === undefined || found.tflm.inPlaceView === true) return found;
  return { ...found, views: [] };
}

function variablesOf(graph: Graph, subgraph: number): TflmVariable[] {
  return graph.tensors
    .filter(({ storage }) => storage.kind === "variable")
    .map((tensor) => ({ label: tensor.name, subgraph, tensor: tensor.id, bytes: byteSize(tensor) }));
}
