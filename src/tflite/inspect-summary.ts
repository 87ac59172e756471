// SPDX-License-Identifier: Apache-2.0
/** Figures of a whole .tflite file: counts of operators, types and quantised tensors, weights, work. */
import type { Graph, Model } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import type { Shape } from "../ir/shape.js";
import { tensorTypeNames } from "../tflite-schema/generated/enums.js";
import type * as schema from "../tflite-schema/generated/tables.js";
import { calledSubgraphs } from "./check-calls.js";
import { operatorKinds } from "./operator-kinds.js";
import { type TypeName, typeNameOf } from "./tensor-types.js";
import { weightedOperator } from "./weighted-operators.js";

export type Counts = Readonly<Record<string, number>>;

/** Which arithmetic the activations use; "?" when none of the known ones, as a network of int16 only. */
export type ModelKind = "int8" | "int8+float" | "int16x8/mixed" | "float" | "dynamic-range" | "uint8" | "?";

export interface TensorSummary {
  readonly shape: Shape;
  readonly type: TypeName;
}

/** Counts cover all subgraphs; inputs and outputs are those of the first one. */
export interface ModelSummary {
  readonly kind: ModelKind;
  /** Int8 from input to output: beside it only index types and resource handles flow between operators. */
  readonly fully_int8: boolean;
  readonly subgraphs: number;
  readonly n_ops: number;
  readonly ops: Counts;
  /** "NAME vVERSION FIRST_INPUT/wWEIGHTS->FIRST_OUTPUT", "-" for a tensor that the operator does not have. */
  readonly op_signatures: Counts;
  /** "NAME:VERSION" of every operator code that the file declares, used or not. */
  readonly op_versions: readonly string[];
  readonly dtypes: Counts;
  /** Types of the tensors without data in the file. */
  readonly activation_dtypes: Counts;
  readonly per_channel_tensors: number;
  readonly per_tensor_tensors: number;
  readonly inputs: readonly TensorSummary[];
  readonly outputs: readonly TensorSummary[];
  /** Bytes of all buffers that tensors refer to; shared buffers count once. */
  readonly weights_bytes: number;
  /** Multiply-accumulate operations of convolutions and fully connected layers, per invocation. */
  readonly macs: number;
  /** Whether an operator runs another subgraph. */
  readonly control_flow: boolean;
  readonly variables: number;
  readonly sparse_tensors: number;
  /** Names of the metadata entries. */
  readonly metadata: readonly string[];
  readonly converter_description: string;
}

/** `file` holds the tables that `model` was read from. */
export function summarise(file: schema.Model, model: Model): ModelSummary {
  const tensors = (file.subgraphs ?? []).flatMap((subgraph) => subgraph.tensors ?? []);
  const nodes = model.graphs.flatMap((graph) => graph.nodes.map((node) => ({ node, graph })));
  const bufferBytes = (index: number): number => bytesOf(file.buffers?.[index]);
  const activations = tensors.filter((tensor) => bufferBytes(tensor.buffer) === 0);
  const scaleCount = (tensor: schema.Tensor): number => tensor.quantization?.scale?.length ?? 0;
  const dtypes = countBy(tensors, typeName);
  const activationDtypes = countBy(activations, typeName);
  const inputs = ends(file, "inputs");
  const outputs = ends(file, "outputs");
  return {
    kind: kindOf(activationDtypes, dtypes),
    fully_int8: isFullyInt8([...inputs, ...outputs], activationDtypes),
    subgraphs: model.graphs.length,
    n_ops: nodes.length,
    ops: countBy(nodes, ({ node }) => node.op),
    op_signatures: countBy(nodes, ({ node, graph }) => signatureOf(node, graph)),
    op_versions: [
      ...new Set(operatorKinds(file.operatorCodes ?? []).map(({ op, version }) => `${op}:${version}`)),
    ].sort(),
    dtypes,
    activation_dtypes: activationDtypes,
    per_channel_tensors: tensors.filter((tensor) => scaleCount(tensor) > 1).length,
    per_tensor_tensors: tensors.filter((tensor) => scaleCount(tensor) === 1).length,
    inputs,
    outputs,
    weights_bytes: sum([...new Set(tensors.map((tensor) => tensor.buffer))].map(bufferBytes)),
    macs: sum(nodes.map(({ node, graph }) => macsOf(node, graph))),
    control_flow: nodes.some(({ node }) => calledSubgraphs(node).length > 0),
    variables: tensors.filter((tensor) => tensor.isVariable).length,
    sparse_tensors: tensors.filter((tensor) => tensor.sparsity !== undefined).length,
    metadata: (file.metadata ?? []).map(({ name }) => name ?? ""),
    converter_description: file.description ?? "",
  };
}

/** Multiply-accumulate operations of one node; 0 for operators without weights. */
export function macsOf(node: Node, graph: Graph): number {
  const weighted = weightedOperator(node.op);
  const shapes = node.inputs.map((id) => (id === undefined ? [] : (graph.tensors[id]?.shape ?? [])));
  if (weighted === undefined) return 0;
  const weights = shapes[weighted.weights];
  const [output] = node.outputs.map((id) => graph.tensors[id]?.shape ?? []);
  return weights === undefined || output === undefined ? 0 : weighted.macs({ weights, inputs: shapes, output });
}

const typeName = (tensor: schema.Tensor): TypeName => tensorTypeNames[tensor.type] ?? "VARIANT";

const bytesOf = (buffer: schema.Buffer | undefined): number =>
  buffer === undefined || buffer.offset <= 1n ? (buffer?.data?.length ?? 0) : Number(buffer.size);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function countBy<T>(items: readonly T[], key: (item: T) => string): Counts {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function ends(file: schema.Model, list: "inputs" | "outputs"): readonly TensorSummary[] {
  const main = file.subgraphs?.[0];
  return (main?.[list] ?? []).flatMap((index) => {
    const tensor = main?.tensors?.[index];
    return tensor === undefined ? [] : [{ shape: tensor.shape ?? [], type: typeName(tensor) }];
  });
}

function kindOf(activations: Counts, all: Counts): ModelKind {
  const int8 = "INT8" in activations;
  const float = "FLOAT32" in activations;
  if (int8 && float) return "int8+float";
  if ("INT16" in activations && "INT8" in all) return "int16x8/mixed";
  if (int8) return "int8";
  if (float) return "INT8" in all ? "dynamic-range" : "float";
  return "UINT8" in activations ? "uint8" : "?";
}

/** Types that carry shapes, indices, conditions and handles rather than activations. */
const AUXILIARY_TYPES: ReadonlySet<string> = new Set(["INT32", "INT64", "BOOL", "RESOURCE"]);

function isFullyInt8(inputsAndOutputs: readonly TensorSummary[], activations: Counts): boolean {
  return (
    inputsAndOutputs.every(({ type }) => type === "INT8") &&
    Object.keys(activations).every((type) => type === "INT8" || AUXILIARY_TYPES.has(type))
  );
}

function signatureOf(node: Node, graph: Graph): string {
  const type = (id: number | undefined): string => {
    const tensor = id === undefined ? undefined : graph.tensors[id];
    return tensor === undefined ? "-" : typeNameOf(tensor.dtype);
  };
  const weighted = weightedOperator(node.op);
  const weights = weighted && node.inputs[weighted.weights];
  const constantWeights = weights !== undefined && graph.tensors[weights]?.storage.kind === "constant";
  return `${node.op} v${node.version} ${type(node.inputs[0])}${constantWeights ? `/w${type(weights)}` : ""}->${type(node.outputs[0])}`;
}
