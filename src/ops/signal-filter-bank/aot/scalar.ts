// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalFilterBank. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import type { SignalFilterBankAttributes } from "../attributes.js";
import { filterBank, FREQUENCY_STARTS, INPUT, UNWEIGHTS, WEIGHT_STARTS, WEIGHTS, WIDTHS } from "../bank.js";

export const signalFilterBankScalar = {
  isa: "scalar",
  emit(view: NodeView<SignalFilterBankAttributes>, kernel: KernelWriter): void {
    const { channels } = view.node.attributes;
    const { weights, unweights, widths } = filterBank(view);
    // A weight that is not negative takes one 32-bit multiplication; TFLM's 64-bit one gives the same.
    const negative = [...weights, ...unweights].some((weight) => weight < 0);
    // With single weights a loop would end after one pass, which GCC 12 does not see: it warns of the next element.
    const single = widths.every((width) => width <= 1);
    const at = single ? "0" : "j";
    const product = (weights: string): string =>
      `(uint64_t)${negative ? "" : "(uint32_t)"}${weights}[${at}] * x[${at}]`;
    kernel.print`
      /* Each bin counts for two neighbouring channels: with its weight, and for the next one with what is left of it. */
      uint64_t carried = 0;
    `;
    kernel.block(`for (int32_t i = 0; i <= ${channels}; i++)`, () => {
      kernel.print`
        const uint32_t *const x = ${kernel.input(INPUT)} + ${kernel.input(FREQUENCY_STARTS)}[i];
        const int16_t *const w = ${kernel.input(WEIGHTS)} + ${kernel.input(WEIGHT_STARTS)}[i];
        const int16_t *const u = ${kernel.input(UNWEIGHTS)} + ${kernel.input(WEIGHT_STARTS)}[i];
        uint64_t weighted = carried;
        carried = 0;
      `;
      const width = `${kernel.input(WIDTHS)}[i]`;
      kernel.block(single ? `if (${width} > 0)` : `for (int32_t j = 0; j < ${width}; j++)`, () => {
        kernel.print`
          weighted += ${product("w")};
          carried += ${product("u")};
        `;
      });
      kernel.block("if (i > 0)", () => {
        kernel.print`${kernel.output(0)}[i - 1] = weighted;`;
      });
    });
  },
} as const satisfies KernelEmitter<SignalFilterBankAttributes>;
