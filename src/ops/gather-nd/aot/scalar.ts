// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of GATHER_ND: starts of slices from a table, or computed from the indices. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";
import { clampedIndexC } from "../../shared/run-time-index-c.js";
import { unsignedTable } from "../../shared/unsigned-table.js";
import { constantStarts, gatherNdLayout, type GatherNdLayout } from "../layout.js";

export const gatherNdScalar = {
  isa: "scalar",
  emit: emitGatherNd,
} as const satisfies KernelEmitter<unknown>;

function emitGatherNd(view: NodeView, kernel: KernelWriter): void {
  const layout = gatherNdLayout(view);
  const { slices, sliceElements } = layout;
  const source = kernel.input(0);
  const target = kernel.output(0);
  const starts = constantStarts(view);
  const start =
    starts === undefined
      ? runTimeStart(kernel, layout)
      : `${unsignedTable(kernel, { name: "starts", values: starts, comment: "first element of each slice" })}[i]`;
  kernel.block(`for (int32_t i = 0; i < ${slices}; i++)`, () => {
    if (starts === undefined) kernel.print`/* A slice outside the input is replaced by the nearest inside. */`;
    if (sliceElements === 1) {
      kernel.print`${target}[i] = ${source}[${start}];`;
      return;
    }
    kernel.include("string.h");
    const bytes = sliceElements * elementBytes(outputTensor(view).dtype);
    kernel.print`memcpy(${target} + i * ${sliceElements}, ${source} + ${start}, ${bytes});`;
  });
}

// Unsigned products wrap as TFLM's do on the usual hosts.
function runTimeStart(kernel: KernelWriter, { strides, lastStart }: GatherNdLayout): string {
  const index = kernel.input(1);
  const terms = strides.map((stride, axis) => {
    const place = strides.length === 1 ? "i" : `i * ${strides.length}${axis === 0 ? "" : ` + ${axis}`}`;
    return `(uint32_t)${index}[${place}]${stride === 1 ? "" : ` * ${stride}u`}`;
  });
  const sum = terms.length === 0 ? "0" : `(int32_t)(${terms.join(" + ")})`;
  return clampedIndexC(kernel, { dtype: "int32", index: sum, last: lastStart });
}
