// SPDX-License-Identifier: Apache-2.0
/** What is in a model, as one plain JSON value: the summary, every operator and every tensor. */
import { ByteBuffer } from "flatbuffers";
import type { Graph, Model } from "../ir/graph.js";
import type { Shape } from "../ir/shape.js";
import { byteSize, type Storage } from "../ir/tensor.js";
import { readModel as readModelTable } from "../tflite-schema/generated/read-tables.js";
import type { Bytes } from "../util/branded.js";
import { macsOf, type ModelSummary, summarise } from "./inspect-summary.js";
import { type TypeName, typeNameOf } from "./tensor-types.js";

export interface OperatorEntry {
  readonly subgraph: number;
  readonly index: number;
  readonly op: string;
  readonly version: number;
  /** Tensor indices; null for an optional input that is left out. */
  readonly inputs: readonly (number | null)[];
  readonly outputs: readonly number[];
  readonly macs: number;
}

export interface TensorEntry {
  readonly subgraph: number;
  readonly index: number;
  readonly name: string;
  readonly shape: Shape;
  readonly type: TypeName;
  readonly bytes: Bytes;
  readonly storage: Storage["kind"];
  /** Null when the tensor is not quantised. */
  readonly quantization: {
    readonly scales: readonly number[];
    readonly zero_points: readonly number[];
    readonly axis: number;
  } | null;
}

export interface Inspection extends ModelSummary {
  readonly operators: readonly OperatorEntry[];
  readonly tensors: readonly TensorEntry[];
}

/** `bytes` are those that `readModel` accepted and made `model` from. */
export function inspectModel(model: Model, bytes: Uint8Array): Inspection {
  const buffer = new ByteBuffer(bytes);
  return {
    ...summarise(readModelTable(buffer, buffer.readUint32(0)), model),
    operators: model.graphs.flatMap(operatorEntries),
    tensors: model.graphs.flatMap(tensorEntries),
  };
}

function operatorEntries(graph: Graph, subgraph: number): OperatorEntry[] {
  return graph.nodes.map((node) => ({
    subgraph,
    index: node.id,
    op: node.op,
    version: node.version,
    inputs: node.inputs.map((id) => id ?? null),
    outputs: node.outputs,
    macs: macsOf(node, graph),
  }));
}

function tensorEntries(graph: Graph, subgraph: number): TensorEntry[] {
  return graph.tensors.map((tensor) => ({
    subgraph,
    index: tensor.id,
    name: tensor.name,
    shape: tensor.shape,
    type: typeNameOf(tensor.dtype),
    bytes: byteSize(tensor),
    storage: tensor.storage.kind,
    quantization:
      tensor.quantization === undefined
        ? null
        : {
            scales: tensor.quantization.scales,
            zero_points: tensor.quantization.zeroPoints,
            axis: tensor.quantization.axis,
          },
  }));
}
