// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of LOG_SOFTMAX; the exponentials come from a table. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cFloat } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { floatRange } from "../../shared/float-range.js";
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
  if (inputTensor(view, 0).dtype === "float32") {
    emitFloat(kernel, rows, depth);
    return;
  }
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

function emitFloat(kernel: KernelWriter, rows: number, depth: number): void {
  const [source, target] = [kernel.input(0), kernel.output(0)];
  kernel.include("tinygen_exp_log.h");
  kernel.block(`for (int32_t at = 0; at < ${rows * depth}; at += ${depth})`, () => {
    kernel.print`
      const float *const from = ${source} + at;
      float *const to = ${target} + at;
      float largest = ${cFloat(floatRange("NONE").min)};
      float sum = 0.0f;`;
    const loop = (statement: string): void => {
      kernel.block(`for (int32_t i = 0; i < ${depth}; ++i)`, () => {
        kernel.print`${statement}`;
      });
    };
    loop("largest = largest < from[i] ? from[i] : largest;");
    loop("sum += tinygen_exp(from[i] - largest);");
    kernel.print`const float log_of_sum = tinygen_log(sum);`;
    loop("to[i] = from[i] - largest - log_of_sum;");
  });
}
