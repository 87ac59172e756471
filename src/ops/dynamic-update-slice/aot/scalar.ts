// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of DYNAMIC_UPDATE_SLICE: input 0 is moved to the output, then the update is copied into it. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import { byteSize } from "../../../ir/tensor.js";
import type { KernelEmitter } from "../../definition.js";
import { constantIntegers, inputTensor, outputTensor } from "../../shared/operands.js";
import { clampedIndexC } from "../../shared/run-time-index-c.js";
import { denseStrides } from "../../shared/strided-copy.js";
import { emitStridedCopy } from "../../shared/strided-copy-c.js";
import { clampedStarts, lastStarts } from "../starts.js";
import { updateCopy } from "../update-copy.js";

export const dynamicUpdateSliceScalar = {
  isa: "scalar",
  // The move of input 0 comes first and allows every overlap; in place it does nothing.
  memory: () => ({ scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0, outputAbove: 0 }] }),
  emit: emitDynamicUpdateSlice,
} as const satisfies KernelEmitter<unknown>;

function emitDynamicUpdateSlice(view: NodeView, kernel: KernelWriter): void {
  const output = outputTensor(view);
  const target = kernel.output(0);
  const isWhole = lastStarts(view).every((last) => last === 0);
  if (!isWhole) {
    kernel.include("string.h");
    kernel.print`memmove(${target}, ${kernel.input(0)}, ${byteSize(output)});`;
  }
  const starts = constantIntegers(view.inputs[2]);
  emitStridedCopy(kernel, {
    copy: updateCopy(view, starts === undefined ? [] : clampedStarts(view, starts)),
    elementBytes: elementBytes(output.dtype),
    source: kernel.input(1),
    target: starts === undefined ? runTimeTarget(view, kernel, target) : target,
    apart: true,
  });
}

/** Declares the first element that is replaced and returns the expression for it. */
function runTimeTarget(view: NodeView, kernel: KernelWriter, target: string): string {
  const strides = denseStrides(inputTensor(view, 0).shape);
  const start = inputTensor(view, 2);
  const terms = lastStarts(view).flatMap((last, axis) => {
    if (last === 0) return [];
    const index = clampedIndexC(kernel, { dtype: start.dtype, index: `${kernel.input(2)}[${axis}]`, last });
    return [`${index} * ${strides[axis] ?? 0}`];
  });
  if (terms.length === 0) return target;
  kernel.print`const int32_t start = ${terms.join(" + ")};`;
  return `(${target} + start)`;
}
