// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of PAD and PADV2: copies of runs with fills between them. */
import { cType, type KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cFloat, cInteger } from "../../codegen/c/literals.js";
import { elementBytes } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import { allocate, toBytes } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";
import type { KernelEmitter } from "../definition.js";
import type { NodeMemory } from "../node-memory.js";
import { outputTensor } from "./operands.js";
import { gaps, padDistance, padLayout, padValue } from "./pad-layout.js";

export const padScalar = {
  isa: "scalar",
  memory: padMemory,
  emit: emitPad,
} as const satisfies KernelEmitter<unknown>;

function padMemory(view: NodeView): NodeMemory {
  const outputBelow = padDistance(view, padLayout(view)) * elementBytes(outputTensor(view).dtype);
  return { scratch: [], overlaps: [{ input: 0, output: 0, outputBelow }] };
}

function emitPad(view: NodeView, kernel: KernelWriter): void {
  const layout = padLayout(view);
  const { axes } = layout;
  const output = outputTensor(view);
  const type = cType(output.dtype);
  const width = elementBytes(output.dtype);
  const value = padValue(view);
  const fill = filler(kernel, output, value);
  kernel.include("string.h");
  const { lead, tail } = gaps(layout, 0);
  const moves = axes.length > 1 || lead + tail > 0;
  kernel.print`const ${type} *from = ${kernel.input(0)};`;
  kernel.print`${type} *to = ${kernel.output(0)};`;
  if (moves) kernel.print`/* Gaps hold the value ${String(value)}. */`;
  fill(lead, true);
  const copy = (depth: number): void => {
    const axis = axes[depth];
    if (axis === undefined) return;
    if (depth === axes.length - 1) {
      kernel.print`memmove(to, from, ${axis.extent * width});`;
      const isLast = axes.length === 1;
      if (!isLast) kernel.print`from += ${axis.extent};`;
      if (!isLast || tail > 0) kernel.print`to += ${axis.extent};`;
      return;
    }
    kernel.block(`for (int32_t i${depth} = 0; i${depth} < ${axis.extent}; i${depth}++)`, () => {
      copy(depth + 1);
      const inner = gaps(layout, depth + 1);
      if (inner.tail + inner.lead === 0) return;
      // The gap after the last block belongs to the axis outside.
      kernel.block(`if (i${depth} < ${axis.extent - 1})`, () => {
        fill(inner.tail + inner.lead, true);
      });
    });
  };
  copy(0);
  fill(tail, false);
}

/** Prints the fill of `count` elements at `to`, as memset where all bytes of the value are equal. */
function filler(kernel: KernelWriter, output: Tensor, value: number): (count: number, advance: boolean) => void {
  const sample = allocate({ ...output, shape: [1] });
  (sample.data as Int8Array)[0] = value;
  const bytes = toBytes(sample);
  const uniform = bytes.every((byte) => byte === bytes[0]);
  const literal = output.dtype === "float32" ? cFloat(value) : cInteger(value);
  return (count, advance) => {
    if (count === 0) return;
    if (uniform) kernel.print`memset(to, ${bytes[0] ?? 0}, ${count * bytes.length});`;
    else {
      kernel.block(`for (int32_t i = 0; i < ${count}; i++)`, () => {
        kernel.print`to[i] = ${literal};`;
      });
    }
    if (advance) kernel.print`to += ${count};`;
  };
}
