// SPDX-License-Identifier: Apache-2.0
/** Writes a model as a .tflite file; reading that file gives the same model again. */
import { Builder } from "flatbuffers";
import { invariant } from "../diagnostics/tinygen-error.js";
import type { Graph, Model } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import type { Tensor } from "../ir/tensor.js";
import { BuiltinOperator, builtinOperatorNames } from "../tflite-schema/generated/enums.js";
import type * as schema from "../tflite-schema/generated/tables.js";
import { writeModel as writeModelTable } from "../tflite-schema/generated/write-tables.js";
import { isRawAttributes, type RawAttributes } from "../tflite-schema/raw-attributes.js";
import { SCHEMA } from "../tflite-schema/schema.js";
import type { Draft } from "../tflite-schema/table-build.js";
import { tensorTypeOf } from "./tensor-types.js";

/** The old operator code field has one byte; greater codes leave this value there. */
const LAST_SMALL_CODE = BuiltinOperator.PLACEHOLDER_FOR_GREATER_OP_CODES;

/**
 * The file bytes of `model`, whose nodes must still carry the `RawAttributes` of the reader. Constant data start at
 * multiples of 16 bytes; tensors that share one array of bytes share one buffer. Signatures, which the IR does not
 * keep, are left out.
 */
export function writeModel(model: Model): Uint8Array {
  const buffers = createBufferTable();
  const codes = createCodeTable();
  const subgraphs = model.graphs.map((graph): Draft<schema.SubGraph> => ({
    name: graph.name,
    inputs: graph.inputs,
    outputs: graph.outputs,
    tensors: graph.tensors.map((tensor) => tensorTable(tensor, buffers)),
    operators: graph.nodes.map((node) => operatorTable(node, graph, codes)),
  }));
  const metadata = model.metadata.map(({ name, data }) => ({ name, buffer: buffers.add(data) }));
  const builder = new Builder(buffers.bytes() + 64 * 1024);
  const root = writeModelTable(builder, {
    version: SCHEMA.version,
    description: model.description,
    operatorCodes: codes.list(),
    subgraphs,
    buffers: buffers.list(),
    metadata,
  });
  builder.finish(root, SCHEMA.fileIdentifier);
  return builder.asUint8Array();
}

interface BufferTable {
  /** Index of a buffer with these bytes; the same view gets the same index. */
  add(data: Uint8Array): number;
  list(): readonly Draft<schema.Buffer>[];
  bytes(): number;
}

function createBufferTable(): BufferTable {
  // By convention buffer 0 is empty and stands for tensors without data.
  const data: Uint8Array[] = [new Uint8Array(0)];
  const known = new Map<ArrayBufferLike, Map<string, number>>();
  return {
    add(bytes) {
      const key = `${bytes.byteOffset}+${bytes.byteLength}`;
      const ofStore = known.get(bytes.buffer) ?? new Map<string, number>();
      known.set(bytes.buffer, ofStore);
      const index = ofStore.get(key) ?? data.push(bytes) - 1;
      ofStore.set(key, index);
      return index;
    },
    list: () => data.map((bytes) => (bytes.length === 0 ? {} : { data: bytes })),
    bytes: () => data.reduce((sum, bytes) => sum + bytes.length + 32, 0),
  };
}

interface CodeTable {
  indexOf(op: string, version: number): number;
  list(): readonly Draft<schema.OperatorCode>[];
}

function createCodeTable(): CodeTable {
  const codes = new Map<string, { readonly index: number; readonly table: Draft<schema.OperatorCode> }>();
  return {
    indexOf(op, version) {
      const key = `${version} ${op}`;
      const known = codes.get(key);
      if (known !== undefined) return known.index;
      const index = codes.size;
      codes.set(key, { index, table: { ...operatorCode(op), version } });
      return index;
    },
    list: () => [...codes.values()].map(({ table }) => table),
  };
}

function operatorCode(op: string): Draft<schema.OperatorCode> {
  const separator = op.indexOf(":");
  const [kind, rest] = separator < 0 ? [op, ""] : [op.slice(0, separator), op.slice(separator + 1)];
  // BUILTIN:<number> is how the reader names operators that are newer than the schema here.
  const code = kind === "BUILTIN" ? Number(rest) : builtinOperatorNames.indexOf(kind as keyof typeof BuiltinOperator);
  invariant(Number.isInteger(code) && code >= 0, `operator ${op} has no code in the TFLite schema`);
  return {
    builtinCode: code as schema.OperatorCode["builtinCode"],
    deprecatedBuiltinCode: Math.min(code, LAST_SMALL_CODE),
    ...(kind === "CUSTOM" ? { customCode: rest } : {}),
  };
}

function tensorTable(tensor: Tensor, buffers: BufferTable): Draft<schema.Tensor> {
  const { quantization, storage } = tensor;
  return {
    name: tensor.name,
    shape: tensor.shape,
    type: tensorTypeOf(tensor.dtype),
    buffer: storage.kind === "constant" ? buffers.add(storage.data) : 0,
    isVariable: storage.kind === "variable",
    hasRank: true,
    ...(tensor.shapeSignature === undefined ? {} : { shapeSignature: tensor.shapeSignature }),
    ...(quantization === undefined
      ? {}
      : {
          quantization: {
            scale: quantization.scales,
            zeroPoint: quantization.zeroPoints.map(BigInt),
            quantizedDimension: quantization.axis,
          },
        }),
  };
}

function operatorTable(node: Node, graph: Graph, codes: CodeTable): Draft<schema.Operator> {
  const { attributes } = node;
  invariant(isRawAttributes(attributes), `node ${node.id} ${node.op} has lost the options that the file needs`);
  const mutates = node.inputs.map((id) => id !== undefined && graph.tensors[id]?.storage.kind === "variable");
  return {
    opcodeIndex: codes.indexOf(node.op, node.version),
    inputs: node.inputs.map((id) => id ?? -1),
    outputs: node.outputs,
    ...(node.intermediates.length === 0 ? {} : { intermediates: node.intermediates }),
    ...(mutates.includes(true) ? { mutatingVariableInputs: mutates } : {}),
    ...optionsFields(attributes),
    ...(attributes.customOptions === undefined ? {} : { customOptions: attributes.customOptions }),
  };
}

const FIRST_UNION: ReadonlySet<string> = new Set(SCHEMA.unions["BuiltinOptions"]);

function inFirstUnion(options: schema.BuiltinOptions | schema.BuiltinOptions2): options is schema.BuiltinOptions {
  return FIRST_UNION.has(options.type);
}

function optionsFields(attributes: RawAttributes): Draft<schema.Operator> {
  if (attributes.type === "NONE") return {};
  return inFirstUnion(attributes) ? { builtinOptions: attributes } : { builtinOptions2: attributes };
}
