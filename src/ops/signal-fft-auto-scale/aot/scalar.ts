// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalFftAutoScale. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { inputTensor } from "../../shared/operands.js";

export const signalFftAutoScaleScalar = {
  isa: "scalar",
  // The second loop writes each sample where it was or before it.
  memory: () => ({ scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0 }] }),
  emit(view: NodeView, kernel: KernelWriter): void {
    const count = elementCount(inputTensor(view, 0).shape);
    const [input, output, bits] = [kernel.input(0), kernel.output(0), kernel.output(1)];
    kernel.print`
      int32_t largest = 0;
      int32_t shift = 0;
    `;
    kernel.block(`for (int32_t i = 0; i < ${count}; i++)`, () => {
      kernel.print`const int32_t x = ${input}[i];`;
      kernel.block("if (x > largest)", () => {
        kernel.print`largest = x;`;
      });
      kernel.block("else if (-x > largest)", () => {
        kernel.print`
          /* The magnitude of -32768 wraps to -32768. */
          largest = (int16_t)-x;
        `;
      });
    });
    kernel.block("while (largest > 0 && largest < 16384)", () => {
      kernel.print`
        largest *= 2;
        shift++;
      `;
    });
    kernel.block(`for (int32_t i = 0; i < ${count}; i++)`, () => {
      kernel.print`${output}[i] = (int16_t)(${input}[i] * (1 << shift));`;
    });
    kernel.print`${bits}[0] = shift;`;
  },
} as const satisfies KernelEmitter<unknown>;
