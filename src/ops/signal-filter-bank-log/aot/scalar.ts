// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalFilterBankLog. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";
import type { SignalFilterBankLogAttributes } from "../attributes.js";
import { LN2_Q16, logarithmTable } from "../reference.js";

export const signalFilterBankLogScalar = {
  isa: "scalar",
  // An output is half as wide as its input.
  memory: () => ({ scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0 }] }),
  emit(view: NodeView<SignalFilterBankLogAttributes>, kernel: KernelWriter): void {
    const { correctionBits, outputScale } = view.node.attributes;
    const table = kernel.constant({
      name: "log2",
      dtype: "uint16",
      values: logarithmTable(),
      comment: "(log2(1 + i / 128) - i / 128) in Q16",
    });
    const logarithm = kernel.shared("natural_logarithm", logarithmFunction);
    const [input, output] = [kernel.input(0), kernel.output(0)];
    kernel.block(`for (int32_t i = 0; i < ${elementCount(outputTensor(view).shape)}; i++)`, () => {
      kernel.print`
        const uint32_t raised = ${input}[i] << ${correctionBits};
        uint32_t value = 0;
      `;
      kernel.block("if (raised > 1u)", () => {
        kernel.print`value = (UINT32_C(${String(outputScale)}) * ${logarithm}(raised, ${table}) + 32768u) >> 16;`;
      });
      kernel.print`${output}[i] = (int16_t)(value < 32767u ? value : 32767u);`;
    });
  },
} as const satisfies KernelEmitter<SignalFilterBankLogAttributes>;

function logarithmFunction(name: string): string {
  return `/* Natural logarithm in Q16 of x > 0; the mantissa's logarithm is interpolated between 128 segments. */
static uint32_t ${name}(uint32_t x, const uint16_t *table)
{
    uint32_t exponent = 0;
    while ((x >> exponent) > 1u) {
        exponent++;
    }
    const uint32_t mantissa = x - (UINT32_C(1) << exponent);
    const uint32_t fraction = exponent < 16u ? mantissa << (16u - exponent) : mantissa >> (exponent - 16u);
    const int32_t left = table[fraction >> 9];
    const int32_t right = table[(fraction >> 9) + 1u];
    const int32_t missing = left + (((right - left) * (int32_t)(fraction & 511u)) >> 16);
    const uint32_t log2 = (exponent << 16) + fraction + (uint32_t)missing;
    return (uint32_t)((UINT64_C(${LN2_Q16}) * log2 + 32768u) >> 16);
}
`;
}
