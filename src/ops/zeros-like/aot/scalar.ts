// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of ZEROS_LIKE. Any overlap is fine, because the input is not read. */
import { byteSize } from "../../../ir/tensor.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";

export const zerosLikeScalar = {
  isa: "scalar",
  memory: () => ({ scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0, outputAbove: 0 }] }),
  emit(view, kernel) {
    kernel.include("string.h");
    kernel.print`memset(${kernel.output(0)}, 0, ${byteSize(outputTensor(view))});`;
  },
} as const satisfies KernelEmitter<unknown>;
