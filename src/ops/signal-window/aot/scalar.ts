// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalWindow. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { inputTensor } from "../../shared/operands.js";
import type { SignalWindowAttributes } from "../attributes.js";

export const signalWindowScalar = {
  isa: "scalar",
  // Each product is written where its sample was or before it.
  memory: () => ({ scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0 }] }),
  emit(view: NodeView<SignalWindowAttributes>, kernel: KernelWriter): void {
    const { shift } = view.node.attributes;
    const [count, window] = [0, 1].map((i) => elementCount(inputTensor(view, i).shape)) as [number, number];
    const [input, weights, output] = [kernel.input(0), kernel.input(1), kernel.output(0)];
    kernel.include("tinygen_fixed_point.h");
    const loop = (offset: string): void => {
      kernel.block(`for (int32_t i = 0; i < ${window}; i++)`, () => {
        const product = `(${input}[${offset}i] * ${weights}[i]) >> ${shift}`;
        kernel.print`${output}[${offset}i] = tinygen_clamp_int16(${product}, -32768, 32767);`;
      });
    };
    if (count === window) loop("");
    else kernel.block(`for (int32_t start = 0; start < ${count}; start += ${window})`, () => loop("start + "));
  },
} as const satisfies KernelEmitter<SignalWindowAttributes>;
