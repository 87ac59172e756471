// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of BROADCAST_ARGS, one statement per extent. */
import type { KernelEmitter } from "../../definition.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";

export const broadcastArgsScalar = {
  isa: "scalar",
  emit(view, kernel) {
    const [a, b, target] = [kernel.input(0), kernel.input(1), kernel.output(0)];
    const lengths = [0, 1].map((index) => inputTensor(view, index).shape[0] ?? 0);
    const [first = 0, second = 0] = lengths;
    const count = outputTensor(view).shape[0] ?? 0;
    // Extents pass through 32 bits, as in TFLM.
    const cast = inputTensor(view, 0).dtype === "int64" ? "(int32_t)" : "";
    for (let i = count; i >= 1; i--) {
      const x = `${cast}${a}[${first - i}]`;
      const y = `${cast}${b}[${second - i}]`;
      const extent = i > first ? y : i > second ? x : `${x} == 1 ? ${y} : ${x}`;
      kernel.print`${target}[${count - i}] = ${extent};`;
    }
  },
} as const satisfies KernelEmitter<unknown>;
