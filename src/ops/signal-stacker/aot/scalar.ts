// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalStacker; the node's state holds a queue of frames, its length and whether it started. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { type SignalStackerAttributes, stackSize } from "../attributes.js";

export const signalStackerScalar = {
  isa: "scalar",
  state: ({ node: { attributes } }: NodeView<SignalStackerAttributes>) => [
    { label: "frames", size: 2 * stackSize(attributes), alignment: 2 },
    { label: "count and start", size: 8, alignment: 4 },
  ],
  emit: emitSignalStacker,
} as const satisfies KernelEmitter<SignalStackerAttributes>;

function emitSignalStacker(view: NodeView<SignalStackerAttributes>, kernel: KernelWriter): void {
  const { channels, leftContext, step } = view.node.attributes;
  const size = stackSize(view.node.attributes);
  const [input, output, valid] = [kernel.input(0), kernel.output(0), kernel.output(1)];
  kernel.include("string.h");
  kernel.print`
    int16_t *const queue = (int16_t *)(void *)${kernel.state(0)};
    /* Elements in the queue, and whether a frame has come. */
    int32_t *const progress = (int32_t *)(void *)${kernel.state(1)};
    int32_t count = progress[0];
  `;
  const append = (): void => {
    kernel.print`
      (void)memcpy(queue + count, ${input}, ${2 * channels}u);
      count += ${channels};
    `;
  };
  if (leftContext > 0) {
    kernel.block("if (progress[1] == 0)", () => {
      kernel.print`
        /* The first frame stands for those that were before it. */
        progress[1] = 1;
      `;
      kernel.block(`for (int32_t copy = 0; copy < ${leftContext}; copy++)`, append);
    });
  }
  append();
  kernel.block(`if (count >= ${size})`, () => {
    kernel.print`
      (void)memcpy(${output}, queue, ${2 * size}u);
      count -= ${channels * step};
      (void)memmove(queue, queue + ${channels * step}, (size_t)count * 2u);
      ${valid}[0] = 1u;
    `;
  });
  kernel.block("else", () => {
    kernel.print`
      /* TFLM leaves the output as it is. */
      (void)memset(${output}, 0, ${2 * size}u);
      ${valid}[0] = 0u;
    `;
  });
  kernel.print`progress[0] = count;`;
}
