// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalEnergy. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";
import type { SignalEnergyAttributes } from "../attributes.js";

export const signalEnergyScalar = {
  isa: "scalar",
  emit(view: NodeView<SignalEnergyAttributes>, kernel: KernelWriter): void {
    const { start, end } = view.node.attributes;
    const count = elementCount(outputTensor(view).shape);
    const output = kernel.output(0);
    if (end - start < count) {
      kernel.include("string.h");
      kernel.print`
        /* Outside the range TFLM writes nothing. */
        (void)memset(${output}, 0, ${4 * count}u);
      `;
    }
    if (start === end) return;
    const input = kernel.input(0);
    kernel.block(`for (int32_t i = ${start}; i < ${end}; i++)`, () => {
      kernel.print`
        const int32_t re = ${input}[2 * i];
        const int32_t im = ${input}[2 * i + 1];
        ${output}[i] = (uint32_t)(re * re) + (uint32_t)(im * im);
      `;
    });
  },
} as const satisfies KernelEmitter<SignalEnergyAttributes>;
