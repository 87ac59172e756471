// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of CAST. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import { byteSize } from "../../../ir/tensor.js";
import type { KernelEmitter } from "../../definition.js";
import { emitElementLoop } from "../../shared/elementwise-c.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { unaryMemory } from "../../shared/quantized-unary.js";

export const castScalar = {
  isa: "scalar",
  memory: unaryMemory,
  emit: emitCast,
} as const satisfies KernelEmitter<unknown>;

function emitCast(view: NodeView, kernel: KernelWriter): void {
  const [input, output] = [inputTensor(view, 0), outputTensor(view)];
  const [source, target] = [kernel.input(0), kernel.output(0)];
  if (input.dtype === output.dtype) {
    kernel.include("string.h");
    kernel.print`memmove(${target}, ${source}, ${byteSize(output)});`;
    return;
  }
  const type = cType(output.dtype);
  const convert = conversion(input.dtype, output.dtype, kernel);
  const statement = (i: string): string => `${target}[${i}] = (${type})${convert(`${source}[${i}]`)};`;
  emitElementLoop(kernel, { count: elementCount(output.shape), unroll: 4, statement });
}

function conversion(from: string, to: string, kernel: KernelWriter): (x: string) => string {
  if (from === "bool") return (x) => `(${x} != 0)`;
  if (from !== "float32") return (x) => x;
  kernel.include("tinygen_float.h");
  const name = to === "uint32" ? "tinygen_to_uint32" : "tinygen_to_int32";
  return (x) => `${name}(${x})`;
}
