// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalFilterBankSquareRoot: digit by digit, in 32 bits where the argument allows it. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { emitElementLoop } from "../../shared/elementwise-c.js";
import { outputTensor } from "../../shared/operands.js";

export const signalFilterBankSquareRootScalar = {
  isa: "scalar",
  // An output is half as wide as its input.
  memory: () => ({ scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0 }] }),
  emit(view: NodeView, kernel: KernelWriter): void {
    const narrow = kernel.shared("rounded_root_32", (name) => rootFunction(name, 32));
    const wide = kernel.shared("rounded_root_64", (name) => rootFunction(name, 64));
    const root = kernel.shared("rounded_root", (name) => {
      return `static uint32_t ${name}(uint64_t x)\n{\n    return (x >> 32) == 0u ? ${narrow}((uint32_t)x) : ${wide}(x);\n}\n`;
    });
    const [input, bits, output] = [kernel.input(0), kernel.input(1), kernel.output(0)];
    kernel.print`const uint32_t shift = (uint32_t)${bits}[0] & 31u;`;
    emitElementLoop(kernel, {
      count: elementCount(outputTensor(view).shape),
      statement: (i) => `${output}[${i}] = ${root}(${input}[${i}]) >> shift;`,
    });
  },
} as const satisfies KernelEmitter<unknown>;

function rootFunction(name: string, bits: 32 | 64): string {
  const type = `uint${bits}_t`;
  const largest = bits === 32 ? "0xffffu" : "0xffffffffu";
  return `/* Square root to nearest, never above ${bits / 2} bits. */
static uint32_t ${name}(${type} x)
{
    ${type} root = 0;
    ${type} bit = (${type})1 << ${bits - 2};

    while (bit > x) {
        bit >>= 2;
    }
    for (; bit != 0u; bit >>= 2) {
        if (x >= root + bit) {
            x -= root + bit;
            root = (root >> 1) + bit;
        } else {
            root >>= 1;
        }
    }
    return (uint32_t)(x > root && root != ${largest} ? root + 1u : root);
}
`;
}
