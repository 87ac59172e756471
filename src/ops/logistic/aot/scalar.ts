// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of LOGISTIC: a byte table for int8, an interpolated table for int16. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import { sigmoidScaling, sigmoidTable } from "../../../quant/sigmoid-table.js";
import type { KernelEmitter } from "../../definition.js";
import { emitByteTable } from "../../shared/byte-table.js";
import { emitElementLoop } from "../../shared/elementwise-c.js";
import { affineOf, inputTensor, outputTensor } from "../../shared/operands.js";
import { unaryMemory } from "../../shared/quantized-unary.js";
import { logisticTable } from "../reference.js";

export const logisticScalar = {
  isa: "scalar",
  memory: unaryMemory,
  emit: emitLogistic,
} as const satisfies KernelEmitter<unknown>;

function emitLogistic(view: NodeView, kernel: KernelWriter): void {
  const [input, output] = [inputTensor(view, 0), outputTensor(view)];
  const count = elementCount(output.shape);
  if (input.dtype === "int8") {
    const comment = "logistic function of every stored value";
    emitByteTable(kernel, { input, output, count, table: logisticTable(view), comment });
    return;
  }
  const { multiplier, shift } = sigmoidScaling(affineOf(input).scale);
  const values = sigmoidTable();
  const table = kernel.constant({ name: "sigmoid", dtype: "uint16", values, comment: "sigmoid(i / 24) in Q0.16" });
  const [source, target] = [kernel.input(0), kernel.output(0)];
  kernel.include("tinygen_sigmoid.h");
  const argument = (x: string): string =>
    shift === 0 ? `${x} * ${multiplier}` : `(${x} * ${multiplier} + ${2 ** (shift - 1)}) >> ${shift}`;
  const statement = (i: string): string =>
    `${target}[${i}] = tinygen_sigmoid_int16(${argument(`${source}[${i}]`)}, ${table});`;
  emitElementLoop(kernel, { count, statement });
}
