// SPDX-License-Identifier: Apache-2.0
/** Access to a node's operands where the operator's signature already guarantees them. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import { firstScale, firstZeroPoint } from "../../ir/quantization.js";
import type { Tensor } from "../../ir/tensor.js";
import { fromBytes, type TensorData } from "../../ir/tensor-data.js";

export function inputTensor(view: NodeView, index: number): Tensor {
  const tensor = view.inputs[index];
  invariant(tensor !== undefined, `${view.node.op} has its input ${index}`);
  return tensor;
}

export function outputTensor(view: NodeView, index = 0): Tensor {
  const tensor = view.outputs[index];
  invariant(tensor !== undefined, `${view.node.op} has its output ${index}`);
  return tensor;
}

export function inputData(inputs: readonly (TensorData | undefined)[], index: number): TensorData {
  const data = inputs[index];
  invariant(data !== undefined, `input ${index} has a value`);
  return data;
}

/** Per-tensor quantisation; zeros when the tensor has none, as TFLM's TfLiteQuantizationParams. */
export interface Affine {
  readonly scale: number;
  readonly zeroPoint: number;
}

export function affineOf({ quantization }: Tensor): Affine {
  if (quantization === undefined) return { scale: 0, zeroPoint: 0 };
  return { scale: firstScale(quantization), zeroPoint: firstZeroPoint(quantization) };
}

/** The elements of a constant integer tensor; undefined when it is computed at run time. */
export function constantIntegers(tensor: Tensor | undefined): readonly number[] | undefined {
  if (tensor?.storage.kind !== "constant") return undefined;
  return Array.from(fromBytes(tensor, tensor.storage.data).data, Number);
}

/** The element array of `data` as the type that the signature promises. */
export function elementsAs<T extends TensorData["data"]>(
  data: TensorData,
  type: abstract new (...args: never[]) => T,
): T {
  invariant(data.data instanceof type, `${data.tensor.dtype} elements are stored as ${type.name}`);
  return data.data;
}

/** Integer elements of up to 32 bits; float elements fit as well. */
export type NumericElements = Exclude<TensorData["data"], BigInt64Array | BigUint64Array>;

export function numericElements(data: TensorData): NumericElements {
  invariant(!(data.data instanceof BigInt64Array) && !(data.data instanceof BigUint64Array), "elements are not 64-bit");
  return data.data;
}
