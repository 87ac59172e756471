// SPDX-License-Identifier: Apache-2.0
/** Declarative description of the TFLite file format (schema version 3): the one source of readers, writers and verifier. */
import { ENUMS } from "./schema-enums.js";
import { OPTIONS_2_TABLES, OPTIONS_TABLES } from "./schema-options.js";
import { UNIONS } from "./schema-unions.js";

/** Names by value. `base` is the type that the file stores. */
export interface EnumDescription {
  readonly base: "byte" | "int" | "uint";
  readonly names: readonly string[];
}

/** Member tables; the type id of a member is its position plus one. */
export type UnionDescription = readonly string[];

/**
 * Fields in the order of their slots, each with a type in the notation of flatbuffers' own language:
 * `int`, `[int]`, `string`, a table, `[Table]`, an enum, or a union (which takes two slots: type id, then value).
 * Suffixes: ` = value` the default when absent, ` align N` for vectors, ` deprecated` for a slot that nobody may use.
 */
export type TableDescription = Readonly<Record<string, string>>;

export interface SchemaDescription {
  readonly fileIdentifier: string;
  readonly version: number;
  readonly root: string;
  readonly enums: Readonly<Record<string, EnumDescription>>;
  readonly unions: Readonly<Record<string, UnionDescription>>;
  readonly tables: Readonly<Record<string, TableDescription>>;
}

const MODEL_TABLES = {
  Model: {
    version: "uint",
    operator_codes: "[OperatorCode]",
    subgraphs: "[SubGraph]",
    description: "string",
    buffers: "[Buffer]",
    metadata_buffer: "[int]",
    metadata: "[Metadata]",
    signature_defs: "[SignatureDef]",
    external_buffer_groups: "[ExternalBufferGroup]",
    external_buffers: "[ExternalBuffer]",
  },
  OperatorCode: {
    deprecated_builtin_code: "byte",
    custom_code: "string",
    version: "int = 1",
    builtin_code: "BuiltinOperator",
  },
  SubGraph: {
    tensors: "[Tensor]",
    inputs: "[int]",
    outputs: "[int]",
    operators: "[Operator]",
    name: "string",
    debug_metadata_index: "int = -1",
  },
  Tensor: {
    shape: "[int]",
    type: "TensorType",
    buffer: "uint",
    name: "string",
    quantization: "QuantizationParameters",
    is_variable: "bool",
    sparsity: "SparsityParameters",
    shape_signature: "[int]",
    has_rank: "bool",
    variant_tensors: "[VariantSubType]",
    external_buffer: "uint",
  },
  QuantizationParameters: {
    min: "[float]",
    max: "[float]",
    scale: "[float]",
    zero_point: "[long]",
    details: "QuantizationDetails",
    quantized_dimension: "int",
  },
  CustomQuantization: { custom: "[ubyte] align 16" },
  BlockwiseQuantization: { scales: "int", zero_points: "int", block_size: "int" },
  MultiAxisQuantization: { scales: "int", zero_points: "int", block_size: "int", quantized_dimensions: "[int]" },
  SparsityParameters: { traversal_order: "[int]", block_map: "[int]", dim_metadata: "[DimensionMetadata]" },
  DimensionMetadata: {
    format: "DimensionType",
    dense_size: "int",
    array_segments: "SparseIndexVector",
    array_indices: "SparseIndexVector",
  },
  Int32Vector: { values: "[int]" },
  Uint16Vector: { values: "[ushort] align 4" },
  Uint8Vector: { values: "[ubyte] align 4" },
  VariantSubType: { shape: "[int]", type: "TensorType", has_rank: "bool" },
  Operator: {
    opcode_index: "uint",
    inputs: "[int]",
    outputs: "[int]",
    builtin_options: "BuiltinOptions",
    custom_options: "[ubyte]",
    custom_options_format: "CustomOptionsFormat",
    mutating_variable_inputs: "[bool]",
    intermediates: "[int]",
    large_custom_options_offset: "ulong",
    large_custom_options_size: "ulong",
    builtin_options_2: "BuiltinOptions2",
    debug_metadata_index: "int = -1",
  },
  Buffer: { data: "[ubyte] align 16", offset: "ulong", size: "ulong" },
  ExternalBufferGroup: { name: "string" },
  ExternalBuffer: { id: "uint", group: "uint", offset: "ulong", length: "ulong", packing: "string" },
  Metadata: { name: "string", buffer: "uint" },
  TensorMap: { name: "string", tensor_index: "uint" },
  SignatureDef: {
    inputs: "[TensorMap]",
    outputs: "[TensorMap]",
    signature_key: "string",
    deprecated_tag: "string deprecated",
    subgraph_index: "uint",
  },
} as const satisfies Record<string, TableDescription>;

export const SCHEMA: SchemaDescription = {
  fileIdentifier: "TFL3",
  version: 3,
  root: "Model",
  enums: ENUMS,
  unions: UNIONS,
  tables: { ...MODEL_TABLES, ...OPTIONS_TABLES, ...OPTIONS_2_TABLES },
};
