// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of LOG_SOFTMAX; the exponentials come from a table. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { inputTensor } from "../../shared/operands.js";
import { unaryMemory } from "../../shared/quantized-unary.js";
import { expTable, logSoftmaxScaling } from "../scaling.js";

export const logSoftmaxScalar = {
  isa: "scalar",
  // A row is read as a whole before it is written, then element by element.
  memory: unaryMemory,
  emit: emitLogSoftmax,
} as const satisfies KernelEmitter<unknown>;

function emitLogSoftmax(view: NodeView, kernel: KernelWriter): void {
  const { shape } = inputTensor(view, 0);
  const depth = shape.at(-1) ?? 1;
  const rows = elementCount(shape) / depth;
  const scaling = logSoftmaxScaling(view);
  const { difference, reverse } = scaling;
  const table = kernel.constant({
    name: "exp",
    dtype: "int32",
    values: expTable(scaling),
    comment: "exp(-i * scale) in Q12.19",
  });
  kernel.include("tinygen_log_softmax.h");
  const [source, target] = [kernel.input(0), kernel.output(0)];
  const lowest = Math.max(difference.smallestDifference - 1, -256);
  const constants = `${difference.multiplier}, ${difference.shift}, ${reverse.multiplier}, ${reverse.shift}, ${lowest}`;
  const call = (from: string, to: string): string =>
    `tinygen_log_softmax_row(${from}, ${to}, ${depth}, ${table}, ${constants});`;
  if (rows === 1) {
    kernel.print`${call(source, target)}`;
    return;
  }
  kernel.block(`for (int32_t at = 0; at < ${rows * depth}; at += ${depth})`, () => {
    kernel.print`${call(`${source} + at`, `${target} + at`)}`;
  });
}
