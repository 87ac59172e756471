// SPDX-License-Identifier: Apache-2.0
/** Runs a model in TypeScript through the operators' reference kernels: the independent judge of emitted C. */
import { invariant } from "../diagnostics/tinygen-error.js";
import { type Graph, mainGraph, type Model, type SupportedModel, tensorAt, viewOf } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import { allocate, fromBytes, type TensorData, toBytes } from "../ir/tensor-data.js";
import { firstZeroPoint } from "../ir/quantization.js";
import type { Tensor } from "../ir/tensor.js";
import type { EvaluationContext } from "../ops/definition.js";
import { findOperator } from "../ops/registry.js";
import { resourceVariables } from "../ops/resource-variables.js";
import type { TensorId } from "../util/branded.js";

/** Called after each node with its outputs, in the order of execution. */
export type NodeObserver = (node: Node, outputs: readonly TensorData[]) => void;

export interface Interpreter {
  /** Runs once; `inputs` are raw little-endian bytes, one entry per model input. State persists between calls. */
  invoke(inputs: readonly Uint8Array[], observe?: NodeObserver): readonly Uint8Array[];
}

export interface InterpreterOptions {
  /** Stands for what was in memory that TFLM's kernels leave unwritten. */
  readonly unwrittenByte?: number;
}

/** A fresh instance: variables hold zeros (or their zero point) and no resource exists yet. */
export function createInterpreter(model: SupportedModel, { unwrittenByte = 0 }: InterpreterOptions = {}): Interpreter {
  const variables = new Map<Tensor, TensorData>();
  let observer: NodeObserver | undefined;
  const context: EvaluationContext = {
    resources: new Map(
      [...resourceVariables(model, findOperator)].map(([key, { size, resetByte }]) => [
        key,
        new Uint8Array(size).fill(resetByte),
      ]),
    ),
    state: new Map(),
    unwrittenByte,
    callGraph: (index, inputs) => runGraph(graphAt(model, index), inputs),
  };

  function runGraph(graph: Graph, inputs: readonly TensorData[]): readonly TensorData[] {
    const values: (TensorData | undefined)[] = [];
    graph.inputs.forEach((id, i) => {
      const data = inputs[i]?.data;
      if (data !== undefined) values[id] = { tensor: tensorAt(graph, id), data };
    });
    const valueOf = (id: TensorId): TensorData => {
      const value = (values[id] ??= initialValue(graph, id, variables));
      invariant(value !== undefined, `tensor ${id} is read before it is written`);
      return value;
    };
    const lastUse = lastUses(graph);
    graph.nodes.forEach((node, position) => {
      const definition = findOperator(node.op);
      invariant(definition !== undefined, `operator ${node.op} passed the support check without a definition`);
      // A handle is known at compile time; nothing runs for it.
      if (definition.resourceKey !== undefined) return;
      const operands = node.inputs.map((id) => (id === undefined ? undefined : valueOf(id)));
      const outputs = definition.evaluate(viewOf(graph, node), operands, context);
      node.outputs.forEach((id, i) => (values[id] = outputs[i]));
      observer?.(node, outputs);
      // Large models: let go of values that nothing reads any more.
      for (const id of lastUse[position] ?? []) values[id] = undefined;
    });
    return graph.outputs.map(valueOf);
  }

  return {
    invoke(inputs, observe) {
      observer = observe;
      const graph = mainGraph(model);
      const values = graph.inputs.map((id, i) => {
        const tensor = graph.tensors[id];
        invariant(tensor !== undefined && inputs[i] !== undefined, `input ${i} is missing`);
        return fromBytes(tensor, inputs[i].slice());
      });
      return runGraph(graph, values).map((output) => toBytes(output).slice());
    },
  };
}

function graphAt(model: Model, index: number): Graph {
  const graph = model.graphs[index];
  invariant(graph !== undefined, `subgraph ${index} does not exist`);
  return graph;
}

function initialValue(graph: Graph, id: TensorId, variables: Map<Tensor, TensorData>): TensorData | undefined {
  const tensor = graph.tensors[id];
  if (tensor?.storage.kind === "constant") return fromBytes(tensor, tensor.storage.data);
  if (tensor?.storage.kind === "resource") return allocate(tensor);
  if (tensor?.storage.kind !== "variable") return undefined;
  let value = variables.get(tensor);
  if (value === undefined) {
    value = allocate(tensor);
    // TFLM's MicroInterpreter::ResetVariableTensors starts quantised int8 variables at their zero point.
    if (tensor.dtype === "int8" && tensor.quantization !== undefined) {
      (value.data as Int8Array).fill(firstZeroPoint(tensor.quantization));
    }
    variables.set(tensor, value);
  }
  return value;
}

// Arena tensors by the position of the last node that reads them, graph outputs excepted.
function lastUses(graph: Graph): TensorId[][] {
  const last = new Map<TensorId, number>();
  graph.nodes.forEach((node, position) => {
    for (const id of node.inputs) if (id !== undefined) last.set(id, position);
  });
  const byNode: TensorId[][] = graph.nodes.map(() => []);
  for (const [id, position] of last) {
    if (graph.tensors[id]?.storage.kind === "arena" && !graph.outputs.includes(id)) byNode[position]?.push(id);
  }
  return byNode;
}
