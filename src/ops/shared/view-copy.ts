// SPDX-License-Identifier: Apache-2.0
/** Operators that give the same elements another shape (SQUEEZE, EXPAND_DIMS): reference and the rare real copy. */
import type { NodeView } from "../../ir/graph.js";
import { fromBytes, type TensorData, toBytes } from "../../ir/tensor-data.js";
import { byteSize } from "../../ir/tensor.js";
import type { KernelEmitter } from "../definition.js";
import { inputData, outputTensor } from "./operands.js";

export function evaluateView(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  return [fromBytes(outputTensor(view), toBytes(inputData(inputs, 0)).slice())];
}

/** For nodes whose output could not become a view of their input, for example because the input is a constant. */
export const viewScalar = {
  isa: "scalar",
  // memmove allows every overlap in both directions.
  memory: () => ({ scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0, outputAbove: 0 }] }),
  emit(view, kernel) {
    kernel.include("string.h");
    kernel.print`memmove(${kernel.output(0)}, ${kernel.input(0)}, ${byteSize(outputTensor(view))});`;
  },
} as const satisfies KernelEmitter<unknown>;
