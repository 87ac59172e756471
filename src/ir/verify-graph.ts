// SPDX-License-Identifier: Apache-2.0
/** Invariants of a graph: ids, shapes, constants, and one writer before all readers of every value. */
import { invariant } from "../diagnostics/tinygen-error.js";
import type { TensorId } from "../util/branded.js";
import { elementBytes } from "./dtype.js";
import type { Graph } from "./graph.js";
import type { Node } from "./node.js";
import { elementCount, shapeText } from "./shape.js";
import { byteSize, type Tensor } from "./tensor.js";

/** What is wrong, as the rest of a sentence that begins with the tensor or, without one, with the graph. */
export interface GraphFault {
  readonly tensor?: TensorId;
  readonly message: string;
}

/** Fails with TG9001 when the graph breaks an invariant; `stage` names who made the graph. Linear in its size. */
export function verifyGraph(graph: Graph, stage: string): void {
  const structure = structureFaults(graph);
  const faults = structure.length > 0 ? structure : dataflowFaults(graph);
  const texts = faults.map(({ tensor, message }) =>
    tensor === undefined ? `the graph ${message}` : `tensor ${tensor} ${message}`,
  );
  invariant(faults.length === 0, `after ${stage}, in graph "${graph.name}": ${texts.join("; ")}`);
}

/** Ids that do not match their position or do not exist, and tensors that contradict themselves. */
export function structureFaults(graph: Graph): readonly GraphFault[] {
  return [
    ...graph.tensors.flatMap(tensorFaults),
    ...graph.nodes.flatMap((node, index) => nodeFaults(node, index, graph)),
    ...missingIds(graph, graph.inputs, "has the graph input"),
    ...missingIds(graph, graph.outputs, "has the graph output"),
  ];
}

function tensorFaults(tensor: Tensor, index: number): GraphFault[] {
  const faults: GraphFault[] = [];
  const { id, shape, dtype, quantization, storage } = tensor;
  const fault = (message: string): void => void faults.push({ tensor: id, message });
  if (id !== index) fault(`stands at position ${index}`);
  if (shape.some((extent) => !Number.isInteger(extent) || extent < 0)) fault(`has the shape ${shapeText(shape)}`);
  if (storage.kind === "constant" && elementBytes(dtype) > 0 && storage.data.length !== byteSize(tensor)) {
    fault(`holds ${storage.data.length} B of data where its shape needs ${byteSize(tensor)} B`);
  }
  if (quantization !== undefined) {
    const { scales, zeroPoints, axis } = quantization;
    if (scales.length === 0 || scales.length !== zeroPoints.length) {
      fault(`has ${scales.length} scales and ${zeroPoints.length} zero points`);
    }
    if (scales.length > 1 && shape[axis] !== scales.length) {
      fault(`has ${scales.length} scales along dimension ${axis} of the shape ${shapeText(shape)}`);
    }
  }
  return faults;
}

function nodeFaults(node: Node, index: number, graph: Graph): GraphFault[] {
  const name = nodeName(node);
  const inputs = node.inputs.filter((id) => id !== undefined);
  return [
    ...(node.id === index ? [] : [{ message: `has ${name} at position ${index}` }]),
    ...missingIds(graph, inputs, `has at ${name} the input`),
    ...missingIds(graph, node.outputs, `has at ${name} the output`),
    ...missingIds(graph, node.intermediates, `has at ${name} the intermediate`),
  ];
}

function missingIds(graph: Graph, ids: readonly TensorId[], role: string): GraphFault[] {
  return ids
    .filter((id) => graph.tensors[id] === undefined)
    .map((id) => ({
      message: `${role} ${id}, which is not among its ${graph.tensors.length} tensors`,
    }));
}

const nodeName = (node: Node): string => `node ${node.id} ${node.op}`;

export type DataflowFault = Required<GraphFault>;

/** Values with two writers, written constants, and values that are read before anything writes them. */
export function dataflowFaults(graph: Graph): readonly DataflowFault[] {
  const faults: DataflowFault[] = [];
  const writers = new Map<TensorId, string>();
  const write = (tensor: TensorId, writer: string): void => {
    const earlier = writers.get(tensor);
    if (earlier !== undefined) faults.push({ tensor, message: `is written by ${writer} but already by ${earlier}` });
    else if (graph.tensors[tensor]?.storage.kind === "constant") {
      faults.push({ tensor, message: `is a constant but is written by ${writer}` });
    }
    writers.set(tensor, writer);
  };
  const read = (tensor: TensorId, reader: string): void => {
    const value = graph.tensors[tensor];
    if (value === undefined || writers.has(tensor) || hasValueFromStart(value)) return;
    faults.push({ tensor, message: `is read by ${reader}, but nothing writes it before` });
  };

  for (const id of graph.inputs) write(id, "the caller (graph input)");
  for (const node of graph.nodes) {
    // Custom operators of accelerators take their scratch memory as inputs that nobody writes.
    if (!node.op.startsWith("CUSTOM:")) for (const id of node.inputs) if (id !== undefined) read(id, nodeName(node));
    for (const id of node.outputs) write(id, nodeName(node));
  }
  for (const id of graph.outputs) read(id, "the caller (graph output)");
  return faults;
}

/** Constants and variables have a value before the first node; a tensor without elements needs none. */
function hasValueFromStart(tensor: Tensor): boolean {
  return tensor.storage.kind !== "arena" || elementCount(tensor.shape) === 0;
}
