// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of RELU: a clamp where the scales agree, else a rescale. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { emitElementLoop } from "../../shared/elementwise-c.js";
import { outputTensor } from "../../shared/operands.js";
import { emitClamp, emitRescale, isIdentity, unaryMemory } from "../../shared/quantized-unary.js";
import { reluRescale } from "../rescale.js";

export const reluScalar = {
  isa: "scalar",
  memory: unaryMemory,
  emit: emitRelu,
} as const satisfies KernelEmitter<unknown>;

function emitRelu(view: NodeView, kernel: KernelWriter): void {
  const output = outputTensor(view);
  if (output.dtype === "float32") {
    const [source, target] = [kernel.input(0), kernel.output(0)];
    const statement = (i: string): string => `${target}[${i}] = ${source}[${i}] < 0.0f ? 0.0f : ${source}[${i}];`;
    emitElementLoop(kernel, { count: elementCount(output.shape), unroll: 2, statement });
    return;
  }
  const rescale = reluRescale(view);
  if (isIdentity(rescale)) emitClamp(kernel, view, rescale.range);
  else emitRescale(kernel, view, rescale);
}
