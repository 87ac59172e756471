// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalPCAN. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";
import type { SignalPcanAttributes } from "../attributes.js";

export const signalPcanScalar = {
  isa: "scalar",
  memory: () => ({ scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0 }] }),
  emit(view: NodeView<SignalPcanAttributes>, kernel: KernelWriter): void {
    const gain = kernel.shared("pcan_gain", gainFunction);
    const [signal, noise, table, output] = [kernel.input(0), kernel.input(1), kernel.input(2), kernel.output(0)];
    kernel.block(`for (int32_t i = 0; i < ${elementCount(outputTensor(view).shape)}; i++)`, () => {
      kernel.print`
        const uint32_t gain = (uint32_t)${gain}(${noise}[i], ${table});
        const uint32_t snr = (uint32_t)(((uint64_t)${signal}[i] * gain) >> ${view.node.attributes.snrShift});
        /* x * x / 4 below 2, x - 1 above; from 12 to 6 fractional bits. */
        ${output}[i] = snr < 8192u ? (snr * snr) >> 20 : (snr >> 6) - 64u;
      `;
    });
  },
} as const satisfies KernelEmitter<SignalPcanAttributes>;

function gainFunction(name: string): string {
  return `/* Gain for a noise level: two values of their own, then a quadratic for each octave. */
static int16_t ${name}(uint32_t noise, const int16_t *table)
{
    if (noise <= 2u) {
        return table[noise];
    }
    uint32_t octave = 2;
    while (octave < 32u && (noise >> octave) != 0u) {
        octave++;
    }
    const int16_t *const c = table + (4u * octave - 6u);
    const uint32_t scaled = octave < 11u ? noise << (11u - octave) : noise >> (octave - 11u);
    const int32_t place = (int32_t)(scaled & 0x3ffu);
    const int32_t slope = ((c[2] * place) >> 5) + c[1] * 32;
    const int32_t value = (int32_t)((uint32_t)slope * (uint32_t)place + (UINT32_C(1) << 14)) >> 15;
    return (int16_t)(value + c[0]);
}
`;
}
