// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalOverlapAdd; the unfinished sums of every row wait in the node's state. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { inputTensor } from "../../shared/operands.js";
import type { SignalOverlapAddAttributes } from "../attributes.js";
import { overlappingFrames } from "../frames.js";

export const signalOverlapAddScalar = {
  isa: "scalar",
  state(view: NodeView<SignalOverlapAddAttributes>) {
    const { rows, size } = overlappingFrames(view);
    const width = elementBytes(inputTensor(view, 0).dtype);
    return [{ label: "unfinished sums", size: rows * size * width, alignment: width }];
  },
  emit: emitSignalOverlapAdd,
} as const satisfies KernelEmitter<SignalOverlapAddAttributes>;

function emitSignalOverlapAdd(view: NodeView<SignalOverlapAddAttributes>, kernel: KernelWriter): void {
  const { rows, frames, size, step } = overlappingFrames(view);
  const { dtype } = inputTensor(view, 0);
  const type = dtype === "float32" ? "float" : "int16_t";
  const width = elementBytes(dtype);
  kernel.include("string.h");
  if (dtype === "int16") kernel.include("tinygen_fixed_point.h");
  kernel.print`
    ${type} *sum = (${type} *)(void *)${kernel.state(0)};
    const ${type} *x = ${kernel.input(0)};
    ${type} *y = ${kernel.output(0)};
  `;
  const added = dtype === "float32" ? "sum[i] + x[i]" : "tinygen_clamp_int16(sum[i] + x[i], -32768, 32767)";
  const frame = (): void => {
    kernel.block(`for (int32_t i = 0; i < ${size}; i++)`, () => {
      kernel.print`sum[i] = ${added};`;
    });
    kernel.print`(void)memcpy(y, sum, ${step * width}u);`;
    if (size > step) kernel.print`(void)memmove(sum, sum + ${step}, ${(size - step) * width}u);`;
    kernel.print`
      (void)memset(sum + ${size - step}, 0, ${step * width}u);
      x += ${size};
      y += ${step};
    `;
  };
  const row = (): void => kernel.block(`for (int32_t frame = 0; frame < ${frames}; frame++)`, frame);
  if (rows === 1) {
    row();
    return;
  }
  kernel.block(`for (int32_t row = 0; row < ${rows}; row++)`, () => {
    row();
    kernel.print`sum += ${size};`;
  });
}
