// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of EMBEDDING_LOOKUP. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cFloat } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { emitGather } from "../../shared/gather.js";
import { affineOf, inputTensor, outputTensor } from "../../shared/operands.js";
import { clampedIndexC } from "../../shared/run-time-index-c.js";
import { embeddingLayout } from "../layout.js";

export const embeddingLookupScalar = {
  isa: "scalar",
  emit(view, kernel) {
    const table = inputTensor(view, 1);
    if (table.dtype !== outputTensor(view).dtype) {
      emitDequantized(view, kernel);
      return;
    }
    emitGather(kernel, {
      layout: embeddingLayout(view),
      input: table,
      source: kernel.input(1),
      index: inputTensor(view, 0),
      indexSource: kernel.input(0),
      target: kernel.output(0),
    });
  },
} as const satisfies KernelEmitter<unknown>;

function emitDequantized(view: NodeView, kernel: KernelWriter): void {
  const { axis, indices, inner } = embeddingLayout(view);
  const [index, table, output] = [kernel.input(0), kernel.input(1), kernel.output(0)];
  const picked =
    inputTensor(view, 0).storage.kind === "constant"
      ? `${index}[i]`
      : clampedIndexC(kernel, { dtype: "int32", index: `${index}[i]`, last: axis - 1 });
  const { scale } = affineOf(inputTensor(view, 1));
  kernel.block(`for (int32_t i = 0; i < ${indices}; i++)`, () => {
    kernel.print`const int8_t *row = ${table} + ${picked} * ${inner};`;
    kernel.block(`for (int32_t j = 0; j < ${inner}; j++)`, () => {
      kernel.print`${output}[i * ${inner} + j] = ${cFloat(scale)} * (float)row[j];`;
    });
  });
}
