// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of READ_VARIABLE: one copy. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { byteSize } from "../../../ir/tensor.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";

export const readVariableScalar = {
  isa: "scalar",
  emit(view: NodeView, kernel: KernelWriter): void {
    kernel.include("string.h");
    kernel.print`(void)memcpy(${kernel.output(0)}, ${kernel.resource(0)}, ${byteSize(outputTensor(view))}u);`;
  },
} as const satisfies KernelEmitter<unknown>;
