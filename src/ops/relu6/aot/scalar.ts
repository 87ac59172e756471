// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of RELU6: a clamp. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { emitElementLoop } from "../../shared/elementwise-c.js";
import { outputTensor } from "../../shared/operands.js";
import { emitClamp, unaryMemory } from "../../shared/quantized-unary.js";
import { relu6Range } from "../reference.js";

export const relu6Scalar = {
  isa: "scalar",
  memory: unaryMemory,
  emit: emitRelu6,
} as const satisfies KernelEmitter<unknown>;

function emitRelu6(view: NodeView, kernel: KernelWriter): void {
  const output = outputTensor(view);
  if (output.dtype !== "float32") {
    emitClamp(kernel, view, relu6Range(view));
    return;
  }
  kernel.include("tinygen_elementwise.h");
  const [source, target] = [kernel.input(0), kernel.output(0)];
  const statement = (i: string): string => `${target}[${i}] = tinygen_clamp_float(${source}[${i}], 0.0f, 6.0f);`;
  emitElementLoop(kernel, { count: elementCount(output.shape), unroll: 2, statement });
}
