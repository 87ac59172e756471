// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalFramer; the node's state holds a queue of samples per row and how many they are. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import type { SignalFramerAttributes } from "../attributes.js";
import { framesOf } from "../frames.js";

export const signalFramerScalar = {
  isa: "scalar",
  state(view: NodeView<SignalFramerAttributes>) {
    const { rows, capacity } = framesOf(view);
    return [
      { label: "samples", size: 2 * rows * capacity, alignment: 2 },
      { label: "sample counts", size: 4 * rows, alignment: 4 },
    ];
  },
  emit: emitSignalFramer,
} as const satisfies KernelEmitter<SignalFramerAttributes>;

function emitSignalFramer(view: NodeView<SignalFramerAttributes>, kernel: KernelWriter): void {
  const { rows, frames, size, step, capacity, prefilled } = framesOf(view);
  const [input, output, valid] = [kernel.input(0), kernel.output(0), kernel.output(1)];
  kernel.include("string.h");
  kernel.print`
    int16_t *queue = (int16_t *)(void *)${kernel.state(0)};
    int32_t *const counts = (int32_t *)(void *)${kernel.state(1)};
    const int16_t *x = ${input};
    int16_t *y = ${output};

    ${valid}[0] = 1u;
  `;
  kernel.block(`for (int32_t row = 0; row < ${rows}; row++)`, () => {
    // The count in the state starts at 0; zeros that are there from the start are added.
    kernel.print`int32_t count = counts[row]${prefilled === 0 ? "" : ` + ${prefilled}`};`;
    kernel.block(`for (int32_t frame = 0; frame < ${frames}; frame++)`, () => {
      kernel.print`
        (void)memcpy(queue + count, x, ${2 * step}u);
        count += ${step};
      `;
      kernel.block(`if (count >= ${size})`, () => {
        kernel.print`
          (void)memcpy(y, queue, ${2 * size}u);
          count -= ${step};
          (void)memmove(queue, queue + ${step}, (size_t)count * 2u);
        `;
      });
      kernel.block("else", () => {
        kernel.print`
          /* TFLM leaves the frame as it is. */
          (void)memset(y, 0, ${2 * size}u);
          ${valid}[0] = 0u;
        `;
      });
      kernel.print`
        x += ${step};
        y += ${size};
      `;
    });
    kernel.print`
      counts[row] = count${prefilled === 0 ? "" : ` - ${prefilled}`};
      queue += ${capacity};
    `;
  });
}
