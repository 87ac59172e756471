// SPDX-License-Identifier: Apache-2.0
/** Makes .tflite models for tests through our own writer, so that no test needs an unexplained binary. */
import type { DType } from "../../src/ir/dtype.js";
import type { Graph, MetadataEntry, Model } from "../../src/ir/graph.js";
import type { Node } from "../../src/ir/node.js";
import type { Quantization } from "../../src/ir/quantization.js";
import type { Shape } from "../../src/ir/shape.js";
import { allocate, toBytes } from "../../src/ir/tensor-data.js";
import type { Storage, Tensor } from "../../src/ir/tensor.js";
import { writeModel } from "../../src/tflite/write.js";
import {
  NO_OPTIONS,
  optionsAs,
  type OptionsTables,
  type OptionsValue,
  type RawAttributes,
} from "../../src/tflite-schema/raw-attributes.js";
import { nodeId, type TensorId, tensorId } from "../../src/util/branded.js";

/** `scale` and `zeroPoint` (0 unless given) quantise per tensor; `scales` per index of `axis`. */
export interface TensorSettings {
  readonly shape: Shape;
  /** int8 unless given. */
  readonly dtype?: DType;
  readonly scale?: number;
  readonly zeroPoint?: number;
  readonly scales?: readonly number[];
  readonly zeroPoints?: readonly number[];
  readonly axis?: number;
  readonly shapeSignature?: Shape;
}

/** Options of any builtin operator; fields that are left out have the schema's defaults. */
export type OptionsDraft = {
  readonly [T in keyof OptionsTables]: { readonly type: T; readonly value?: Partial<OptionsTables[T]> };
}[keyof OptionsTables];

export interface OperatorSettings {
  /** `undefined` leaves an optional input out. */
  readonly inputs: readonly (TensorId | undefined)[];
  readonly outputs: readonly TensorId[];
  readonly options?: OptionsDraft;
  readonly customOptions?: Uint8Array;
  readonly intermediates?: readonly TensorId[];
  /** 1 unless given. */
  readonly version?: number;
}

export interface GraphBuilder {
  /** A tensor that the caller writes. */
  input(name: string, settings: TensorSettings): TensorId;
  /** A tensor with data: one number per element, or the bytes themselves. */
  constant(name: string, settings: TensorSettings, values: readonly number[] | Uint8Array): TensorId;
  variable(name: string, settings: TensorSettings): TensorId;
  /** A tensor that an operator writes. */
  tensor(name: string, settings: TensorSettings): TensorId;
  /** Appends an operator (builtin name or CUSTOM:code) and returns its outputs. */
  operator(op: string, settings: OperatorSettings): readonly TensorId[];
  output(...tensors: readonly TensorId[]): void;
}

export interface ModelBuilder {
  /** Begins the next subgraph; the first one is the entry. */
  graph(name?: string): GraphBuilder;
  metadata(name: string, data: Uint8Array): void;
  toModel(): Model;
  toBytes(): Uint8Array;
}

export function modelBuilder(description = "built by a test"): ModelBuilder {
  const graphs: (() => Graph)[] = [];
  const metadata: MetadataEntry[] = [];
  const toModel = (): Model => ({
    description,
    schemaVersion: 3,
    graphs: graphs.map((finish) => finish()),
    metadata: [...metadata],
  });
  return {
    graph(name = graphs.length === 0 ? "main" : `subgraph ${graphs.length}`) {
      const { builder, finish } = graphBuilder(name, graphs.length);
      graphs.push(finish);
      return builder;
    },
    metadata(name, data) {
      metadata.push({ name, data });
    },
    toModel,
    toBytes: () => writeModel(toModel()),
  };
}

/** The bytes of a model with one graph, which `build` fills. */
export function singleGraph(build: (graph: GraphBuilder) => void): Uint8Array {
  const model = modelBuilder();
  build(model.graph());
  return model.toBytes();
}

function graphBuilder(name: string, subgraph: number): { builder: GraphBuilder; finish: () => Graph } {
  const tensors: Tensor[] = [];
  const nodes: Node[] = [];
  const inputs: TensorId[] = [];
  const outputs: TensorId[] = [];
  const add = (tensorName: string, settings: TensorSettings, storage: Storage): TensorId => {
    const id = tensorId(tensors.length);
    tensors.push(tensorFrom(id, tensorName, settings, storage));
    return id;
  };
  const builder: GraphBuilder = {
    input(tensorName, settings) {
      const id = add(tensorName, settings, { kind: "arena" });
      inputs.push(id);
      return id;
    },
    constant: (tensorName, settings, values) =>
      add(tensorName, settings, {
        kind: "constant",
        data: values instanceof Uint8Array ? values : encode(settings, values),
      }),
    variable: (tensorName, settings) => add(tensorName, settings, { kind: "variable" }),
    tensor: (tensorName, settings) => add(tensorName, settings, { kind: "arena" }),
    operator(op, settings) {
      const index = nodes.length;
      nodes.push({
        id: nodeId(index),
        op,
        version: settings.version ?? 1,
        attributes: attributesFrom(settings),
        inputs: settings.inputs,
        outputs: settings.outputs,
        intermediates: settings.intermediates ?? [],
        origin: { subgraph, index },
      });
      return settings.outputs;
    },
    output(...ids) {
      outputs.push(...ids);
    },
  };
  return { builder, finish: () => ({ name, tensors: [...tensors], nodes: [...nodes], inputs, outputs }) };
}

function tensorFrom(id: TensorId, name: string, settings: TensorSettings, storage: Storage): Tensor {
  const quantization = quantizationFrom(settings);
  return {
    id,
    name,
    shape: settings.shape,
    dtype: settings.dtype ?? "int8",
    ...(quantization === undefined ? {} : { quantization }),
    storage,
    ...(settings.shapeSignature === undefined ? {} : { shapeSignature: settings.shapeSignature }),
  };
}

function quantizationFrom(settings: TensorSettings): Quantization | undefined {
  const scales = settings.scales ?? (settings.scale === undefined ? undefined : [settings.scale]);
  if (scales === undefined) return undefined;
  // The file keeps 32-bit floats, so the model does as well from the beginning.
  return {
    scales: scales.map(Math.fround),
    zeroPoints: settings.zeroPoints ?? scales.map(() => settings.zeroPoint ?? 0),
    axis: settings.axis ?? 0,
  };
}

function encode(settings: TensorSettings, values: readonly number[]): Uint8Array {
  const tensor = tensorFrom(tensorId(0), "", settings, { kind: "arena" });
  const data = allocate(tensor);
  if (data.data.length !== values.length) {
    throw new Error(`${values.length} values for ${data.data.length} elements`);
  }
  if (data.data instanceof BigInt64Array || data.data instanceof BigUint64Array) data.data.set(values.map(BigInt));
  else data.data.set(values);
  return toBytes(data);
}

function attributesFrom({ options, customOptions }: OperatorSettings): RawAttributes {
  const custom = customOptions === undefined ? {} : { customOptions };
  if (options === undefined) return { ...NO_OPTIONS, ...custom };
  const value = { ...optionsAs(NO_OPTIONS, options.type), ...options.value };
  return { type: options.type, value, ...custom } as OptionsValue & typeof custom;
}
