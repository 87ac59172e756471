// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalFilterBankSpectralSubtraction; the noise estimate lives in the node's state. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import type { SpectralSubtractionAttributes as Attributes } from "../attributes.js";

export const spectralSubtractionScalar = {
  isa: "scalar",
  state: ({ node: { attributes } }: NodeView<Attributes>) => [
    { label: "noise estimate", size: 4 * attributes.channels, alignment: 4 },
  ],
  emit(view: NodeView<Attributes>, kernel: KernelWriter): void {
    const { channels, even, odd, minimumRemaining, smoothingBits, bits, clamping } = view.node.attributes;
    const [input, output, estimate] = [kernel.input(0), kernel.output(0), kernel.output(1)];
    const same = even.factor === odd.factor && even.rest === odd.rest;
    const choose = (one: number, other: number): string =>
      same ? unsigned(one) : `(i & 1) == 0 ? ${unsigned(one)} : ${unsigned(other)}`;
    kernel.print`uint32_t *const noise = (uint32_t *)(void *)${kernel.state(0)};`;
    kernel.block(`for (int32_t i = 0; i < ${channels}; i++)`, () => {
      kernel.print`
        const uint32_t signal = ${input}[i];
        const uint32_t raised = signal << ${smoothingBits};
        const uint32_t factor = ${choose(even.factor, odd.factor)};
        const uint32_t rest = ${choose(even.rest, odd.rest)};
        uint32_t level = (uint32_t)(((uint64_t)raised * factor + (uint64_t)noise[i] * rest) >> ${bits});
        const uint32_t least = (uint32_t)(((uint64_t)signal * UINT32_C(${String(minimumRemaining)})) >> ${bits});
      `;
      if (!clamping) kernel.print`noise[i] = level;`;
      kernel.print`level = level > raised ? raised : level;`;
      if (clamping) kernel.print`noise[i] = level;`;
      kernel.print`
        const uint32_t left = (raised - level) >> ${smoothingBits};
        ${output}[i] = left > least ? left : least;
        ${estimate}[i] = noise[i];
      `;
    });
  },
} as const satisfies KernelEmitter<Attributes>;

function unsigned(value: number): string {
  return `UINT32_C(${value})`;
}
