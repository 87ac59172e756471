// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of DEQUANTIZE. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cFloat } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { emitElementLoop } from "../../shared/elementwise-c.js";
import { affineOf, inputTensor, outputTensor } from "../../shared/operands.js";
import { unaryMemory } from "../../shared/quantized-unary.js";
import { signed } from "../../shared/rescale-c.js";

export const dequantizeScalar = {
  isa: "scalar",
  memory: unaryMemory,
  emit: emitDequantize,
} as const satisfies KernelEmitter<unknown>;

/**
 * TFLM multiplies in double and rounds to float. The difference has at most 17 bits, so its float is exact and one
 * float product rounds the same real number the same way.
 */
function emitDequantize(view: NodeView, kernel: KernelWriter): void {
  const { scale, zeroPoint } = affineOf(inputTensor(view, 0));
  const [source, target] = [kernel.input(0), kernel.output(0)];
  const statement = (i: string): string => {
    const x = zeroPoint === 0 ? `${source}[${i}]` : `(${source}[${i}] ${signed(-zeroPoint)})`;
    return `${target}[${i}] = (float)${x} * ${cFloat(scale)};`;
  };
  emitElementLoop(kernel, { count: elementCount(outputTensor(view).shape), unroll: 4, statement });
}
