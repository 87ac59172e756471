// SPDX-License-Identifier: Apache-2.0
/** Tensors of one subgraph: shape, type, quantisation and storage, checked against each other. */
import type { DiagnosticCode } from "../diagnostics/diagnostic.js";
import { type DType, elementBytes, tensorBytes } from "../ir/dtype.js";
import type { Quantization } from "../ir/quantization.js";
import { elementCount, type Shape, shapeText } from "../ir/shape.js";
import type { Storage, Tensor } from "../ir/tensor.js";
import type * as schema from "../tflite-schema/generated/tables.js";
import { type Bytes, tensorId } from "../util/branded.js";
import { quoted } from "../util/untrusted.js";
import type { Findings } from "./findings.js";
import { dtypeOf } from "./tensor-types.js";

/** RuntimeShape of TFLM and the emitted C index with a fixed number of dimensions; no real model has more. */
const MAX_RANK = 8;
/** Offsets and sizes are 32-bit signed on all targets. */
const MAX_TENSOR_BYTES = 2 ** 31 - 1;

export interface TensorContext {
  readonly subgraph: number;
  readonly buffers: readonly Uint8Array[];
  readonly findings: Findings;
}

/** All tensors, in file order. A tensor with a fault is still returned, so that later checks can go on. */
export function readTensors(subgraph: schema.SubGraph, context: TensorContext): readonly Tensor[] {
  const operators = subgraph.operators ?? [];
  const written = new Set([...(subgraph.inputs ?? []), ...operators.flatMap((operator) => operator.outputs ?? [])]);
  return (subgraph.tensors ?? []).map((table, index) => readTensor(table, index, written.has(index), context));
}

type Report = (code: DiagnosticCode, message: string, severity?: "error" | "warning") => void;

function readTensor(table: schema.Tensor, index: number, written: boolean, context: TensorContext): Tensor {
  const name = table.name ?? "";
  const location = { subgraph: context.subgraph, tensor: tensorId(index), name };
  const report: Report = (code, message, severity = "error") => {
    context.findings[severity](code, `tensor ${index} ${quoted(name)} ${message}`, location);
  };
  // verify.ts has refused other values.
  const dtype = dtypeOf(table.type) ?? "variant";
  const checkedShape = readShape(table.shape ?? [], dtype, report);
  const shape = checkedShape ?? [];
  const quantization = readQuantization(table.quantization, checkedShape, report);
  const signature = table.shapeSignature ?? [];
  if (table.sparsity !== undefined) report("TG1005", "is sparse, which is not supported");
  if (table.externalBuffer !== 0) report("TG1005", "keeps its data in another file, which is not supported");
  return {
    id: tensorId(index),
    name,
    shape,
    dtype,
    ...(quantization === undefined ? {} : { quantization }),
    storage: readStorage({ table, shape: checkedShape, dtype, written }, context.buffers, report),
    ...(signature.includes(-1) ? { shapeSignature: signature } : {}),
  };
}

/** Undefined when the shape is refused, so that nothing is measured against it. */
function readShape(shape: Shape, dtype: DType, report: Report): Shape | undefined {
  if (shape.length > MAX_RANK) {
    report("TG1005", `has ${shape.length} dimensions, the limit is ${MAX_RANK}`);
    return undefined;
  }
  if (shape.some((extent) => extent < -1)) {
    report("TG1004", `has the shape ${shapeText(shape)}, which is negative in a dimension`);
    return undefined;
  }
  if (shape.includes(-1)) {
    report("TG2006", `has the shape ${shapeText(shape)}; -1 stands for a size that is only known at run time`);
    return undefined;
  }
  // At most 8 factors below 2^31: the product is finite, and exact wherever it is below the limit.
  const bytes = tensorBytes(dtype, elementCount(shape));
  if (bytes > MAX_TENSOR_BYTES) {
    report("TG1005", `has the shape ${shapeText(shape)}, which is more than 2 GiB`);
    return undefined;
  }
  return shape;
}

/**
 * Undefined when the tensor is not quantised. As in TFLM (InitializeTfLiteTensorFromFlatbuffer) a tensor without
 * scales or without zero points counts as not quantised, and one zero point serves all channels.
 */
function readQuantization(
  table: schema.QuantizationParameters | undefined,
  shape: Shape | undefined,
  report: Report,
): Quantization | undefined {
  if (table === undefined) return undefined;
  if (table.details !== undefined)
    report("TG1005", `has the quantisation form ${table.details.type}, which is not supported`);
  const scales = table.scale ?? [];
  const zeroPoints = (table.zeroPoint ?? []).map(Number);
  if (scales.length === 0 || zeroPoints.length === 0) return undefined;
  const [first = 0] = zeroPoints;
  // Old converters number the only dimension of a bias like the last one of its weights.
  const axis = shape?.length === 1 ? 0 : table.quantizedDimension;
  const strange = scales.find((scale) => !Number.isFinite(scale) || scale < 0);
  if (strange !== undefined) {
    // Whether that matters depends on the operator; its constraints decide.
    report("TG2007", `has the scale ${strange}, which cannot come from a working quantisation`, "warning");
  }
  if (zeroPoints.some((zeroPoint) => zeroPoint !== (zeroPoint | 0))) {
    report("TG1004", "has a zero point beyond 32 bits");
  }
  if (zeroPoints.length !== 1 && zeroPoints.length !== scales.length) {
    report("TG1004", `has ${scales.length} scales but ${zeroPoints.length} zero points`);
  }
  if (shape !== undefined && scales.length > 1 && shape[axis] !== scales.length) {
    report("TG1004", `has ${scales.length} scales along dimension ${axis} of the shape ${shapeText(shape)}`);
  }
  return { scales, zeroPoints: scales.map((_, i) => zeroPoints[i] ?? first), axis };
}

interface StorageSource {
  readonly table: schema.Tensor;
  readonly shape: Shape | undefined;
  readonly dtype: DType;
  /** Whether a node or the caller writes the tensor. */
  readonly written: boolean;
}

/**
 * Variables first: TFLM gives them memory of their own even when the file has data for them. Then constants, which are
 * the tensors with data; one without elements has none and is constant when nobody writes it.
 */
function readStorage(source: StorageSource, buffers: readonly Uint8Array[], report: Report): Storage {
  const { table, shape, dtype, written } = source;
  const data = buffers[table.buffer];
  if (data === undefined) {
    report("TG1004", `refers to buffer ${table.buffer}, the file has ${buffers.length} buffers`);
    return { kind: "arena" };
  }
  if (table.isVariable) return { kind: "variable" };
  const elements = shape && elementCount(shape);
  if (data.length === 0) return elements === 0 && !written ? { kind: "constant", data } : { kind: "arena" };
  const dense = table.sparsity === undefined && elementBytes(dtype) > 0;
  if (!dense || shape === undefined || elements === undefined) return { kind: "constant", data };
  const expected: Bytes = tensorBytes(dtype, elements);
  if (data.length !== expected) {
    report(
      "TG1004",
      `has ${data.length} B in buffer ${table.buffer}, its shape ${shapeText(shape)} of ${dtype} needs ${expected} B`,
    );
  }
  return { kind: "constant", data };
}
