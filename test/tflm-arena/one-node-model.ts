// SPDX-License-Identifier: Apache-2.0
/** Single nodes of real models as models of their own, and files in which input and output lie at a chosen distance. */
import { offlineOffsets, type TflmPlan, tflmPlanning } from "../../src/codegen/tflm/plan-tflm.js";
import { placeScratchOnDevice } from "../../src/codegen/tflm/device-plan.js";
import { modelFile } from "../../src/codegen/tflm/model-file.js";
import { type Graph, mainGraph, type Model, tensorAt } from "../../src/ir/graph.js";
import type { Node } from "../../src/ir/node.js";
import { findOperator } from "../../src/ops/registry.js";
import type { TflmTarget } from "../../src/ops/tflm-memory.js";
import { planArena } from "../../src/planner/plan.js";
import { alignUp } from "../../src/util/align.js";
import { nodeId, type TensorId, tensorId } from "../../src/util/branded.js";

/** The node alone, its run-time inputs being the model's; undefined when it has none, uses one twice or runs a subgraph. */
export function oneNodeModel(graph: Graph, node: Node): Model | undefined {
  const ids = [...node.inputs.filter((id) => id !== undefined), ...node.outputs, ...node.intermediates];
  const kept = [...new Set(ids)];
  const place = new Map(kept.map((id, index) => [id, tensorId(index)]));
  const moved = (id: TensorId): TensorId => place.get(id) ?? tensorId(0);
  const inputs = node.inputs.filter((id) => id !== undefined && tensorAt(graph, id).storage.kind === "arena");
  if (findOperator(node.op)?.callees !== undefined) return undefined;
  if (inputs.length === 0 || kept.length !== ids.length) return undefined;
  const tensors = kept.map((id, index) => ({ ...tensorAt(graph, id), id: tensorId(index) }));
  if (tensors.some(({ storage }) => storage.kind !== "arena" && storage.kind !== "constant")) return undefined;
  const alone: Graph = {
    name: "one",
    tensors,
    nodes: [
      {
        ...node,
        id: nodeId(0),
        inputs: node.inputs.map((id) => (id === undefined ? undefined : moved(id))),
        outputs: node.outputs.map(moved),
        intermediates: node.intermediates.map(moved),
      },
    ],
    inputs: inputs.map((id) => moved(id as TensorId)),
    outputs: node.outputs.map(moved),
  };
  return { description: "", schemaVersion: 3, graphs: [alone], metadata: [] };
}

export interface Distance {
  /** What the kernel declares, in bytes: offset(input) − offset(output) is at least this. */
  readonly declared: number;
  /** Position of the input. */
  readonly input: number;
  readonly file: (distance: "apart" | number) => Uint8Array;
}

const QUANTUM = 16;

/** One entry for each overlap that the kernel declares for the only node of `model`. */
export function distances(model: Model, built: TflmTarget): readonly Distance[] {
  const planned = planArena(model, { ...tflmPlanning(model, built), overlap: true });
  const sizeOf = (buffer: number): number => alignUp(planned.problem.buffers[buffer]?.size ?? 0, QUANTUM);
  const inputIds = mainGraph(model).inputs;
  return planned.overlapNodes.flatMap(({ input, inputBuffer, outputBuffer }, i): Distance[] => {
    const gap = planned.problem.gaps?.[i];
    if (gap?.lower !== outputBuffer) return [];
    const file = (distance: "apart" | number): Uint8Array => {
      const between = distance === "apart" ? sizeOf(outputBuffer) : distance;
      const offsets = planned.problem.buffers.map(() => 0);
      offsets[outputBuffer] = Math.max(0, -between);
      offsets[inputBuffer] = Math.max(0, between);
      let top = Math.max(
        (offsets[outputBuffer] ?? 0) + sizeOf(outputBuffer),
        (offsets[inputBuffer] ?? 0) + sizeOf(inputBuffer),
      );
      planned.problem.buffers.forEach((_, buffer) => {
        if (buffer === inputBuffer || buffer === outputBuffer) return;
        offsets[buffer] = top;
        top += sizeOf(buffer);
      });
      const placement = placeScratchOnDevice(planned, { offsets, height: top });
      // A placement on purpose too close is not a verified one.
      return modelFile(model, offlineOffsets(model, { ...planned, placement } as unknown as TflmPlan));
    };
    return [{ declared: gap.gap, input: inputIds.indexOf(input), file }];
  });
}
