// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of ASSIGN_VARIABLE: one copy. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { byteSize } from "../../../ir/tensor.js";
import type { KernelEmitter } from "../../definition.js";
import { inputTensor } from "../../shared/operands.js";

export const assignVariableScalar = {
  isa: "scalar",
  emit(view: NodeView, kernel: KernelWriter): void {
    kernel.include("string.h");
    kernel.print`(void)memcpy(${kernel.resource(0)}, ${kernel.input(1)}, ${byteSize(inputTensor(view, 1))}u);`;
  },
} as const satisfies KernelEmitter<unknown>;
