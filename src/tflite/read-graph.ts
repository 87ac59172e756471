// SPDX-License-Identifier: Apache-2.0
/** One subgraph of a file as a graph: tensors, nodes, inputs and outputs, and the flow of values between them. */
import type { Graph } from "../ir/graph.js";
import { dataflowFaults } from "../ir/verify-graph.js";
import type * as schema from "../tflite-schema/generated/tables.js";
import { type TensorId, tensorId } from "../util/branded.js";
import { quoted } from "../util/untrusted.js";
import type { Findings } from "./findings.js";
import type { OperatorKind } from "./operator-kinds.js";
import { readNodes } from "./read-nodes.js";
import { readTensors } from "./read-tensors.js";

export interface GraphContext {
  /** Index of the subgraph in the file. */
  readonly subgraph: number;
  readonly kinds: readonly OperatorKind[];
  /** Bytes of every buffer of the file. */
  readonly buffers: readonly Uint8Array[];
  readonly findings: Findings;
}

export function readGraph(table: schema.SubGraph, context: GraphContext): Graph {
  const { subgraph, findings } = context;
  const tensors = readTensors(table, context);
  const existing = (list: readonly number[], role: string): readonly TensorId[] =>
    list.map(tensorId).filter((id) => {
      if (tensors[id] !== undefined) return true;
      const message = `graph ${role} is tensor ${id}, the subgraph has ${tensors.length} tensors`;
      findings.error("TG1004", message, { subgraph });
      return false;
    });
  const graph: Graph = {
    name: table.name ?? "",
    tensors,
    nodes: readNodes(table.operators ?? [], { ...context, tensors }),
    inputs: existing(table.inputs ?? [], "input"),
    outputs: existing(table.outputs ?? [], "output"),
  };
  for (const { tensor, message } of dataflowFaults(graph)) {
    const name = tensors[tensor]?.name ?? "";
    findings.error("TG1004", `tensor ${tensor} ${quoted(name)} ${message}`, { subgraph, tensor, name });
  }
  return graph;
}
