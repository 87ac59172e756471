// SPDX-License-Identifier: Apache-2.0
/** What TFLM's planner on the device makes of a plan that fixes the tensors and leaves scratch to it. */
import type { Model } from "../../ir/graph.js";
import type { ArenaProblem, BufferUse } from "../../planner/liveness.js";
import type { Buffer, Placement, PlacementProblem } from "../../planner/problem.js";
import { solveGreedy } from "../../planner/solvers/greedy.js";
import { alignUp } from "../../util/align.js";
import { bufferId, type Bytes } from "../../util/branded.js";
import { byteSize } from "../../ir/tensor.js";
import { isPlanned } from "./arena-model.js";
import { ARENA_ALIGNMENT } from "./runtime-structs.js";

/** TFLM gives a tensor that no operator of a reachable subgraph uses a lifetime before everything else. */
const NEVER = { start: -1, end: 0 };

/** Name of the metadata with offsets; version, number of subgraphs and number of offsets come first. */
export const OFFLINE_PLAN = "OfflineMemoryAllocation";
const HEADER_BYTES = 12;
/** "Leave this tensor to the planner on the device", in the table of offsets. */
export const PLANNED_ON_DEVICE = -1;

/**
 * Offsets by buffer of `arena`, and the height that the device will reserve. OfflineMemoryAllocation has no word for
 * scratch: GreedyMemoryPlanner places it around the fixed tensors, in its own order.
 */
export function placeScratchOnDevice(arena: ArenaProblem, tensors: Placement): Placement {
  const { buffers } = arena.problem;
  const isScratch = (id: number): boolean => arena.uses[id]?.some(({ kind }) => kind === "scratch") ?? false;
  const order = [...buffers.filter(({ id }) => !isScratch(id)), ...buffers.filter(({ id }) => isScratch(id))];
  const asked = order.map((buffer, position): Buffer => {
    const base = { ...buffer, id: bufferId(position), size: alignUp(buffer.size, ARENA_ALIGNMENT) };
    return isScratch(buffer.id) ? base : { ...base, offset: tensors.offsets[buffer.id] ?? 0 };
  });
  const placed = solveGreedy({ buffers: asked, capacity: Infinity });
  const offsets = buffers.map(() => 0);
  order.forEach(({ id }, position) => (offsets[id] = placed.offsets[position] ?? 0));
  return { offsets, height: buffers.reduce((top, { id, size }) => Math.max(top, (offsets[id] ?? 0) + size), 0) };
}

/**
 * Offsets that the file brings itself (GetOfflinePlannedOffsets), for every tensor of every subgraph in order; −1 leaves
 * a tensor to the planner. Undefined without them, or when TFLM would refuse them for their number.
 */
function ownOffsets({ metadata, graphs }: Model): readonly number[] | undefined {
  const data = metadata.find(({ name }) => name === OFFLINE_PLAN)?.data;
  const count = graphs.reduce((sum, graph) => sum + graph.tensors.length, 0);
  if (data === undefined || data.length < HEADER_BYTES + 4 * count) return undefined;
  const words = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (words.getInt32(HEADER_BYTES - 4, true) !== count) return undefined;
  return Array.from({ length: count }, (_, i) => words.getInt32(HEADER_BYTES + 4 * i, true));
}

/**
 * The problem as TFLM hands it to its planner for a file without tinygen's offsets: one buffer for each tensor, in the order of
 * the file, then scratch in the order of its requests.
 */
export function stockProblem(model: Model, baseline: ArenaProblem): PlacementProblem {
  const byTensor = new Map<string, Buffer>();
  const scratch: Buffer[] = [];
  baseline.problem.buffers.forEach((buffer, id) => {
    for (const use of baseline.uses[id] ?? []) {
      if (use.kind === "scratch") scratch.push(buffer);
      else byTensor.set(key(use), buffer);
    }
  });
  const fixed = ownOffsets(model);
  let row = 0;
  const buffers = model.graphs.flatMap((graph, subgraph) =>
    graph.tensors.flatMap((tensor): Buffer[] => {
      const offset = fixed?.[row++] ?? PLANNED_ON_DEVICE;
      if (!isPlanned(tensor)) return [];
      const used = byTensor.get(key({ kind: "tensor", subgraph, tensor: tensor.id }));
      const unused = { id: bufferId(0), label: tensor.name, size: byteSize(tensor), alignment: ARENA_ALIGNMENT };
      return [{ ...unused, live: NEVER, ...used, ...(offset === PLANNED_ON_DEVICE ? {} : { offset }) }];
    }),
  );
  const all = [...buffers, ...scratch].map((buffer, position) => ({ ...buffer, id: bufferId(position) }));
  return { buffers: all, capacity: Infinity };
}

/** Height with every tensor that the device places, those that nothing uses at offset 0 included. */
export function reservedBytes(model: Model, placement: Placement): Bytes {
  const largest = Math.max(
    0,
    ...model.graphs.flatMap((graph) => graph.tensors.filter(isPlanned).map((tensor) => byteSize(tensor))),
  );
  return alignUp(Math.max(placement.height, largest), ARENA_ALIGNMENT);
}

function key(use: BufferUse & { kind: "tensor" }): string {
  return `${use.subgraph}/${use.tensor}`;
}
