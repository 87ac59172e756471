// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SHAPE: writes constants. Any overlap is fine, because the input is not read. */
import type { KernelEmitter } from "../../definition.js";
import { inputTensor } from "../../shared/operands.js";

export const shapeScalar = {
  isa: "scalar",
  memory: () => ({ scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0, outputAbove: 0 }] }),
  emit(view, kernel) {
    const output = kernel.output(0);
    inputTensor(view, 0).shape.forEach((extent, axis) => {
      kernel.print`${output}[${axis}] = ${extent};`;
    });
  },
} as const satisfies KernelEmitter<unknown>;
