// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SLICE; a begin that is computed at run time moves the source of the same copy. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { NO_MEMORY } from "../../node-memory.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { clampedIndexC } from "../../shared/run-time-index-c.js";
import { copyMemory, denseStrides, stridedCopy, type StridedCopy } from "../../shared/strided-copy.js";
import { emitStridedCopy } from "../../shared/strided-copy-c.js";
import { clampedBegins, constantBegins, lastBegins } from "../bounds.js";

export const sliceScalar = {
  isa: "scalar",
  // A source that is only known at run time leaves the distance unknown.
  memory: (view) =>
    constantBegins(view) === undefined
      ? NO_MEMORY
      : copyMemory(sliceCopy(view), elementBytes(outputTensor(view).dtype)),
  emit(view, kernel) {
    const width = elementBytes(outputTensor(view).dtype);
    const source = constantBegins(view) === undefined ? emitSource(view, kernel) : kernel.input(0);
    emitStridedCopy(kernel, { copy: sliceCopy(view), elementBytes: width, source, target: kernel.output(0) });
  },
} as const satisfies KernelEmitter<unknown>;

function sliceCopy(view: NodeView): StridedCopy {
  const input = denseStrides(inputTensor(view, 0).shape);
  const { shape } = outputTensor(view);
  const output = denseStrides(shape);
  const begins = clampedBegins(view, constantBegins(view) ?? []);
  return stridedCopy({
    from: begins.reduce((sum, begin, axis) => sum + begin * (input[axis] ?? 0), 0),
    loops: shape.map((extent, axis) => ({ extent, from: input[axis] ?? 0, to: output[axis] ?? 0 })),
  });
}

/** Declares the start of the source for begins that are computed at run time and returns its name. */
function emitSource(view: NodeView, kernel: KernelWriter): string {
  const strides = denseStrides(inputTensor(view, 0).shape);
  const begin = inputTensor(view, 1);
  const terms = lastBegins(view).flatMap((last, axis) => {
    if (last === 0) return [];
    const index = clampedIndexC(kernel, { dtype: begin.dtype, index: `${kernel.input(1)}[${axis}]`, last });
    return [`${index} * ${strides[axis] ?? 0}`];
  });
  if (terms.length === 0) return kernel.input(0);
  kernel.print`/* Begins are kept inside the input. */`;
  kernel.print`const int32_t begin = ${terms.join(" + ")};`;
  return `(${kernel.input(0)} + begin)`;
}
